-- The foreign keys and indexes of the legacy system, as Django declares them: deferrable, initially
-- deferred, an index beside each, and one for LIKE beside each unique text. Run after the data.
-- No column named order_id has a foreign key: dispatch_order is empty, and what they hold resolves
-- to nothing. Nor has the second half of a generic reference.

-- Foreign keys -----------------------------------------------------------------------------------

alter table auth_permission
  add constraint auth_permission_content_type_id_2f476e4b_fk_django_co
  foreign key (content_type_id) references django_content_type (id) deferrable initially deferred;
alter table auth_group_permissions
  add constraint auth_group_permissions_group_id_b120cbf9_fk_auth_group_id
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table auth_group_permissions
  add constraint auth_group_permissio_permission_id_84c5c92e_fk_auth_perm
  foreign key (permission_id) references auth_permission (id) deferrable initially deferred;
alter table auth_user_groups
  add constraint auth_user_groups_user_id_6a12ed8b_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table auth_user_groups
  add constraint auth_user_groups_group_id_97559544_fk_auth_group_id
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table auth_user_user_permissions
  add constraint auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table auth_user_user_permissions
  add constraint auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm
  foreign key (permission_id) references auth_permission (id) deferrable initially deferred;
alter table dispatch_role
  add constraint dispatch_role_group_id_5e61d205_fk_auth_group_id
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table dispatch_role
  add constraint dispatch_role_user_id_243072a3_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_role_permissions
  add constraint dispatch_role_permissions_role_id_f8efc34b_fk_dispatch_role_id
  foreign key (role_id) references dispatch_role (id) deferrable initially deferred;
alter table dispatch_role_permissions
  add constraint dispatch_role_permis_permission_id_a3acd272_fk_auth_perm
  foreign key (permission_id) references auth_permission (id) deferrable initially deferred;
alter table dispatch_usersetting
  add constraint dispatch_usersetting_user_id_82205299_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_client
  add constraint dispatch_client_user_id_0f0f2401_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_master
  add constraint dispatch_master_user_id_5feee46f_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_office
  add constraint dispatch_office_doctor_id_64b87ac8_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_office_doctors
  add constraint dispatch_office_doct_office_id_d921057a_fk_dispatch_
  foreign key (office_id) references dispatch_office (id) deferrable initially deferred;
alter table dispatch_office_doctors
  add constraint dispatch_office_doctors_user_id_93838eb6_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_doctorsetting
  add constraint dispatch_doctorsetting_user_id_00d0cf04_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_doctorsetting_masters
  add constraint dispatch_doctorsetti_doctorsetting_id_26f03b05_fk_dispatch_
  foreign key (doctorsetting_id) references dispatch_doctorsetting (id) deferrable initially deferred;
alter table dispatch_doctorsetting_masters
  add constraint dispatch_doctorsetting_masters_user_id_a3ecc5f9_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_doctorsetting_sales
  add constraint dispatch_doctorsetti_doctorsetting_id_e5778fd8_fk_dispatch_
  foreign key (doctorsetting_id) references dispatch_doctorsetting (id) deferrable initially deferred;
alter table dispatch_doctorsetting_sales
  add constraint dispatch_doctorsetting_sales_user_id_6e97513c_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_user_id_0c31de40_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_doctor_id_26d87b7c_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_office_id_0463f3ec_fk_dispatch_office_id
  foreign key (office_id) references dispatch_office (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_patient_id_17dec3a5_fk_dispatch_patient_id
  foreign key (patient_id) references dispatch_patient (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_course_id_f04db25f_fk_dispatch_course_id
  foreign key (course_id) references dispatch_course (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_upper_jaw_id_d3ddeb82_fk_dispatch_jaw_id
  foreign key (upper_jaw_id) references dispatch_jaw (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_lower_jaw_id_b02157e0_fk_dispatch_jaw_id
  foreign key (lower_jaw_id) references dispatch_jaw (id) deferrable initially deferred;
alter table dispatch_jaw
  add constraint dispatch_jaw_product_id_8ff7de2f_fk_dispatch_product_id
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_project
  add constraint dispatch_project_creator_id_2b7c4a90_fk_auth_user_id
  foreign key (creator_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_plan
  add constraint dispatch_plan_instruction_id_17a02dd0_fk_dispatch_
  foreign key (instruction_id) references dispatch_instruction (id) deferrable initially deferred;
alter table dispatch_plan
  add constraint dispatch_plan_project_id_56de7189_fk_dispatch_project_id
  foreign key (project_id) references dispatch_project (id) deferrable initially deferred;
alter table dispatch_state
  add constraint dispatch_state_actor_id_87543826_fk_auth_user_id
  foreign key (actor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_state
  add constraint dispatch_state_instruction_id_a8e2c316_fk_dispatch_
  foreign key (instruction_id) references dispatch_instruction (id) deferrable initially deferred;
alter table dispatch_bracket
  add constraint dispatch_bracket_project_id_57cdbf9e_fk_dispatch_project_id
  foreign key (project_id) references dispatch_project (id) deferrable initially deferred;
alter table dispatch_event
  add constraint dispatch_event_patient_id_c07d4c5b_fk_dispatch_patient_id
  foreign key (patient_id) references dispatch_patient (id) deferrable initially deferred;
alter table dispatch_order
  add constraint dispatch_order_course_id_4b8e901d_fk_dispatch_course_id
  foreign key (course_id) references dispatch_course (id) deferrable initially deferred;
alter table dispatch_order
  add constraint dispatch_order_doctor_id_da533d5a_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_category
  add constraint dispatch_category_parent_id_20b1bf8f_fk_dispatch_category_id
  foreign key (parent_id) references dispatch_category (id) deferrable initially deferred;
alter table dispatch_template
  add constraint dispatch_template_category_id_c591336f_fk_dispatch_category_id
  foreign key (category_id) references dispatch_category (id) deferrable initially deferred;
alter table dispatch_template
  add constraint dispatch_template_course_id_36d015fa_fk_dispatch_course_id
  foreign key (course_id) references dispatch_course (id) deferrable initially deferred;
alter table dispatch_template_predecessors
  add constraint dispatch_template_pr_from_template_id_559f3e46_fk_dispatch_
  foreign key (from_template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_predecessors
  add constraint dispatch_template_pr_to_template_id_158cdc74_fk_dispatch_
  foreign key (to_template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_products
  add constraint dispatch_template_pr_template_id_3f02bf7e_fk_dispatch_
  foreign key (template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_products
  add constraint dispatch_template_pr_product_id_a0cab190_fk_dispatch_
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_template_edit_roles
  add constraint dispatch_template_ed_template_id_8a38fb0c_fk_dispatch_
  foreign key (template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_edit_roles
  add constraint dispatch_template_ed_role_id_fb5cdd3f_fk_dispatch_
  foreign key (role_id) references dispatch_role (id) deferrable initially deferred;
alter table dispatch_template_view_roles
  add constraint dispatch_template_vi_template_id_1bb8f754_fk_dispatch_
  foreign key (template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_view_roles
  add constraint dispatch_template_vi_role_id_28654cdf_fk_dispatch_
  foreign key (role_id) references dispatch_role (id) deferrable initially deferred;
alter table dispatch_template_view_groups
  add constraint dispatch_template_vi_template_id_f2d7a2a9_fk_dispatch_
  foreign key (template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_template_view_groups
  add constraint dispatch_template_vi_group_id_bf4effbf_fk_auth_grou
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table dispatch_task
  add constraint dispatch_task_actor_id_029b1120_fk_auth_user_id
  foreign key (actor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_task
  add constraint dispatch_task_file_id_7ceafb6e_fk_dispatch_file_id
  foreign key (file_id) references dispatch_file (id) deferrable initially deferred;
alter table dispatch_task
  add constraint dispatch_task_instruction_id_d1f0d26d_fk_dispatch_
  foreign key (instruction_id) references dispatch_instruction (id) deferrable initially deferred;
alter table dispatch_task
  add constraint dispatch_task_plan_id_0216db53_fk_dispatch_plan_id
  foreign key (plan_id) references dispatch_plan (id) deferrable initially deferred;
alter table dispatch_task
  add constraint dispatch_task_template_id_6252d53f_fk_dispatch_template_id
  foreign key (template_id) references dispatch_template (id) deferrable initially deferred;
alter table dispatch_record
  add constraint dispatch_record_author_id_60f2c856_fk_auth_user_id
  foreign key (author_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_record
  add constraint dispatch_record_group_id_f07e4820_fk_auth_group_id
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table dispatch_record
  add constraint dispatch_record_target_type_id_c2033b1f_fk_django_co
  foreign key (target_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_record_attachments
  add constraint dispatch_record_atta_record_id_dd7e6729_fk_dispatch_
  foreign key (record_id) references dispatch_record (id) deferrable initially deferred;
alter table dispatch_record_attachments
  add constraint dispatch_record_atta_file_id_d894e9e3_fk_dispatch_
  foreign key (file_id) references dispatch_file (id) deferrable initially deferred;
alter table dispatch_record_roles
  add constraint dispatch_record_roles_record_id_d4fdc708_fk_dispatch_record_id
  foreign key (record_id) references dispatch_record (id) deferrable initially deferred;
alter table dispatch_record_roles
  add constraint dispatch_record_roles_role_id_3f8b6104_fk_dispatch_role_id
  foreign key (role_id) references dispatch_role (id) deferrable initially deferred;
alter table dispatch_comment
  add constraint dispatch_comment_author_id_504a8570_fk_auth_user_id
  foreign key (author_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_comment
  add constraint dispatch_comment_plan_id_56c9746a_fk_dispatch_plan_id
  foreign key (plan_id) references dispatch_plan (id) deferrable initially deferred;
alter table dispatch_note
  add constraint dispatch_note_author_id_04fe60fe_fk_auth_user_id
  foreign key (author_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_note
  add constraint dispatch_note_doctor_id_4aabf7f9_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_notification
  add constraint dispatch_notificatio_item_type_id_6a1f5789_fk_django_co
  foreign key (item_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_notification
  add constraint dispatch_notification_recipient_id_3923d5d8_fk_auth_user_id
  foreign key (recipient_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_reading
  add constraint dispatch_reading_target_type_id_f1bc0185_fk_django_co
  foreign key (target_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_reading
  add constraint dispatch_reading_user_id_a5cb29d3_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_file
  add constraint dispatch_file_instruction_id_f7ef809f_fk_dispatch_
  foreign key (instruction_id) references dispatch_instruction (id) deferrable initially deferred;
alter table dispatch_file
  add constraint dispatch_file_product_id_84cc9c4c_fk_dispatch_product_id
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_file
  add constraint dispatch_file_record_id_6f14e125_fk_dispatch_record_id
  foreign key (record_id) references dispatch_record (id) deferrable initially deferred;
alter table dispatch_link
  add constraint dispatch_link_item_type_id_25337f91_fk_django_content_type_id
  foreign key (item_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_product
  add constraint dispatch_product_course_id_5503b3c5_fk_dispatch_course_id
  foreign key (course_id) references dispatch_course (id) deferrable initially deferred;
alter table dispatch_product_roles
  add constraint dispatch_product_rol_product_id_5a38192d_fk_dispatch_
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_product_roles
  add constraint dispatch_product_roles_role_id_b65a3af3_fk_dispatch_role_id
  foreign key (role_id) references dispatch_role (id) deferrable initially deferred;
alter table dispatch_product_successors
  add constraint dispatch_product_suc_from_product_id_77a7ab49_fk_dispatch_
  foreign key (from_product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_product_successors
  add constraint dispatch_product_suc_to_product_id_ec4c01ac_fk_dispatch_
  foreign key (to_product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_offer
  add constraint dispatch_offer_doctor_id_ba53f7bb_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_offer
  add constraint dispatch_offer_product_id_22e05dc5_fk_dispatch_product_id
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_discount
  add constraint dispatch_discount_offer_id_0a081505_fk_dispatch_offer_id
  foreign key (offer_id) references dispatch_offer (id) deferrable initially deferred;
alter table dispatch_payment
  add constraint dispatch_payment_doctor_id_2d8ffffa_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_payment
  add constraint dispatch_payment_instruction_id_a86477be_fk_dispatch_
  foreign key (instruction_id) references dispatch_instruction (id) deferrable initially deferred;
alter table dispatch_payment
  add constraint dispatch_payment_office_id_eda34210_fk_dispatch_office_id
  foreign key (office_id) references dispatch_office (id) deferrable initially deferred;
alter table dispatch_operation
  add constraint dispatch_operation_payment_id_27c48c7c_fk_dispatch_payment_id
  foreign key (payment_id) references dispatch_payment (id) deferrable initially deferred;
alter table dispatch_purchase
  add constraint dispatch_purchase_product_id_01c3aec1_fk_dispatch_product_id
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_ware
  add constraint dispatch_ware_payment_id_3759e983_fk_dispatch_payment_id
  foreign key (payment_id) references dispatch_payment (id) deferrable initially deferred;
alter table dispatch_ware
  add constraint dispatch_ware_product_id_aba4aea8_fk_dispatch_product_id
  foreign key (product_id) references dispatch_product (id) deferrable initially deferred;
alter table dispatch_ware
  add constraint dispatch_ware_purchase_id_f2f32803_fk_dispatch_purchase_id
  foreign key (purchase_id) references dispatch_purchase (id) deferrable initially deferred;
alter table dispatch_instance
  add constraint dispatch_instance_agent_id_43ac47f6_fk_dispatch_agent_id
  foreign key (agent_id) references dispatch_agent (id) deferrable initially deferred;
alter table dispatch_instance
  add constraint dispatch_instance_opener_id_43268812_fk_auth_user_id
  foreign key (opener_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_instance
  add constraint dispatch_instance_project_id_fa4b696c_fk_dispatch_project_id
  foreign key (project_id) references dispatch_project (id) deferrable initially deferred;
alter table dispatch_action
  add constraint dispatch_action_item_type_id_9503a710_fk_django_content_type_id
  foreign key (item_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_action
  add constraint dispatch_action_owner_type_id_aaffd058_fk_django_co
  foreign key (owner_type_id) references django_content_type (id) deferrable initially deferred;
alter table dispatch_action
  add constraint dispatch_action_user_id_c0889e85_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;

-- Indexes ----------------------------------------------------------------------------------------

create index auth_user_username_6821ab7c_like on auth_user (username varchar_pattern_ops);
create index auth_group_name_a6ea08ec_like on auth_group (name varchar_pattern_ops);
create index auth_permission_content_type_id_2f476e4b on auth_permission (content_type_id);
create index auth_group_permissions_group_id_b120cbf9 on auth_group_permissions (group_id);
create index auth_group_permissions_permission_id_84c5c92e on auth_group_permissions (permission_id);
create index auth_user_groups_user_id_6a12ed8b on auth_user_groups (user_id);
create index auth_user_groups_group_id_97559544 on auth_user_groups (group_id);
create index auth_user_user_permissions_user_id_a95ead1b on auth_user_user_permissions (user_id);
create index auth_user_user_permissions_permission_id_1fbb5f2c on auth_user_user_permissions (permission_id);
create index dispatch_role_group_id_5e61d205 on dispatch_role (group_id);
create index dispatch_role_user_id_243072a3 on dispatch_role (user_id);
create index dispatch_role_permissions_role_id_f8efc34b on dispatch_role_permissions (role_id);
create index dispatch_role_permissions_permission_id_a3acd272 on dispatch_role_permissions (permission_id);
create index dispatch_client_user_id_0f0f2401 on dispatch_client (user_id);
create index dispatch_master_user_id_5feee46f on dispatch_master (user_id);
create index dispatch_office_doctor_id_64b87ac8 on dispatch_office (doctor_id);
create index dispatch_office_doctors_office_id_d921057a on dispatch_office_doctors (office_id);
create index dispatch_office_doctors_user_id_93838eb6 on dispatch_office_doctors (user_id);
create index dispatch_doctorsetting_masters_doctorsetting_id_26f03b05 on dispatch_doctorsetting_masters (doctorsetting_id);
create index dispatch_doctorsetting_masters_user_id_a3ecc5f9 on dispatch_doctorsetting_masters (user_id);
create index dispatch_doctorsetting_sales_doctorsetting_id_e5778fd8 on dispatch_doctorsetting_sales (doctorsetting_id);
create index dispatch_doctorsetting_sales_user_id_6e97513c on dispatch_doctorsetting_sales (user_id);
create index dispatch_patient_user_id_0c31de40 on dispatch_patient (user_id);
create index dispatch_patient_doctor_id_26d87b7c on dispatch_patient (doctor_id);
create index dispatch_patient_office_id_0463f3ec on dispatch_patient (office_id);
create index dispatch_instruction_patient_id_17dec3a5 on dispatch_instruction (patient_id);
create index dispatch_instruction_course_id_f04db25f on dispatch_instruction (course_id);
create index dispatch_instruction_upper_jaw_id_d3ddeb82 on dispatch_instruction (upper_jaw_id);
create index dispatch_instruction_lower_jaw_id_b02157e0 on dispatch_instruction (lower_jaw_id);
create index dispatch_jaw_product_id_8ff7de2f on dispatch_jaw (product_id);
create index dispatch_project_creator_id_2b7c4a90 on dispatch_project (creator_id);
create index dispatch_plan_instruction_id_17a02dd0 on dispatch_plan (instruction_id);
create index dispatch_plan_project_id_56de7189 on dispatch_plan (project_id);
create index dispatch_state_actor_id_87543826 on dispatch_state (actor_id);
create index dispatch_state_instruction_id_a8e2c316 on dispatch_state (instruction_id);
create index dispatch_bracket_project_id_57cdbf9e on dispatch_bracket (project_id);
create index dispatch_event_patient_id_c07d4c5b on dispatch_event (patient_id);
create index dispatch_order_course_id_4b8e901d on dispatch_order (course_id);
create index dispatch_order_doctor_id_da533d5a on dispatch_order (doctor_id);
create index dispatch_category_parent_id_20b1bf8f on dispatch_category (parent_id);
create index dispatch_template_category_id_c591336f on dispatch_template (category_id);
create index dispatch_template_course_id_36d015fa on dispatch_template (course_id);
create index dispatch_template_predecessors_from_template_id_559f3e46 on dispatch_template_predecessors (from_template_id);
create index dispatch_template_predecessors_to_template_id_158cdc74 on dispatch_template_predecessors (to_template_id);
create index dispatch_template_products_template_id_3f02bf7e on dispatch_template_products (template_id);
create index dispatch_template_products_product_id_a0cab190 on dispatch_template_products (product_id);
create index dispatch_template_edit_roles_template_id_8a38fb0c on dispatch_template_edit_roles (template_id);
create index dispatch_template_edit_roles_role_id_fb5cdd3f on dispatch_template_edit_roles (role_id);
create index dispatch_template_view_roles_template_id_1bb8f754 on dispatch_template_view_roles (template_id);
create index dispatch_template_view_roles_role_id_28654cdf on dispatch_template_view_roles (role_id);
create index dispatch_template_view_groups_template_id_f2d7a2a9 on dispatch_template_view_groups (template_id);
create index dispatch_template_view_groups_group_id_bf4effbf on dispatch_template_view_groups (group_id);
create index dispatch_task_actor_id_029b1120 on dispatch_task (actor_id);
create index dispatch_task_file_id_7ceafb6e on dispatch_task (file_id);
create index dispatch_task_instruction_id_d1f0d26d on dispatch_task (instruction_id);
create index dispatch_task_plan_id_0216db53 on dispatch_task (plan_id);
create index dispatch_task_template_id_6252d53f on dispatch_task (template_id);
create index dispatch_record_author_id_60f2c856 on dispatch_record (author_id);
create index dispatch_record_group_id_f07e4820 on dispatch_record (group_id);
create index dispatch_record_target_type_id_c2033b1f on dispatch_record (target_type_id);
create index dispatch_record_attachments_record_id_dd7e6729 on dispatch_record_attachments (record_id);
create index dispatch_record_attachments_file_id_d894e9e3 on dispatch_record_attachments (file_id);
create index dispatch_record_roles_record_id_d4fdc708 on dispatch_record_roles (record_id);
create index dispatch_record_roles_role_id_3f8b6104 on dispatch_record_roles (role_id);
create index dispatch_comment_author_id_504a8570 on dispatch_comment (author_id);
create index dispatch_comment_plan_id_56c9746a on dispatch_comment (plan_id);
create index dispatch_note_author_id_04fe60fe on dispatch_note (author_id);
create index dispatch_note_doctor_id_4aabf7f9 on dispatch_note (doctor_id);
create index dispatch_notification_item_type_id_6a1f5789 on dispatch_notification (item_type_id);
create index dispatch_notification_recipient_id_3923d5d8 on dispatch_notification (recipient_id);
create index dispatch_reading_target_type_id_f1bc0185 on dispatch_reading (target_type_id);
create index dispatch_reading_user_id_a5cb29d3 on dispatch_reading (user_id);
create index dispatch_file_instruction_id_f7ef809f on dispatch_file (instruction_id);
create index dispatch_file_product_id_84cc9c4c on dispatch_file (product_id);
create index dispatch_file_record_id_6f14e125 on dispatch_file (record_id);
create index dispatch_link_item_type_id_25337f91 on dispatch_link (item_type_id);
create index dispatch_product_course_id_5503b3c5 on dispatch_product (course_id);
create index dispatch_product_roles_product_id_5a38192d on dispatch_product_roles (product_id);
create index dispatch_product_roles_role_id_b65a3af3 on dispatch_product_roles (role_id);
create index dispatch_product_successors_from_product_id_77a7ab49 on dispatch_product_successors (from_product_id);
create index dispatch_product_successors_to_product_id_ec4c01ac on dispatch_product_successors (to_product_id);
create index dispatch_offer_doctor_id_ba53f7bb on dispatch_offer (doctor_id);
create index dispatch_offer_product_id_22e05dc5 on dispatch_offer (product_id);
create index dispatch_discount_offer_id_0a081505 on dispatch_discount (offer_id);
create index dispatch_payment_doctor_id_2d8ffffa on dispatch_payment (doctor_id);
create index dispatch_payment_instruction_id_a86477be on dispatch_payment (instruction_id);
create index dispatch_payment_office_id_eda34210 on dispatch_payment (office_id);
create index dispatch_operation_payment_id_27c48c7c on dispatch_operation (payment_id);
create index dispatch_purchase_product_id_01c3aec1 on dispatch_purchase (product_id);
create index dispatch_ware_payment_id_3759e983 on dispatch_ware (payment_id);
create index dispatch_ware_product_id_aba4aea8 on dispatch_ware (product_id);
create index dispatch_ware_purchase_id_f2f32803 on dispatch_ware (purchase_id);
create index dispatch_instance_agent_id_43ac47f6 on dispatch_instance (agent_id);
create index dispatch_instance_opener_id_43268812 on dispatch_instance (opener_id);
create index dispatch_instance_project_id_fa4b696c on dispatch_instance (project_id);
create index dispatch_action_item_type_id_9503a710 on dispatch_action (item_type_id);
create index dispatch_action_owner_type_id_aaffd058 on dispatch_action (owner_type_id);
create index dispatch_action_user_id_c0889e85 on dispatch_action (user_id);
