-- dispatch_patient -------------------------------------------------------------------------------

insert into dispatch_patient (
  id, birthdate, sex, status, archived, suspended, schemes, suffix, submitted_at, updated_at, user_id, doctor_id, office_id
)
select
  p.id,
  -- Most are between ten and forty.
  case when pg_temp.pick('person', p.person, 'birthdate known') >= 0.05
    then date '2014-12-31' - floor(
      pg_temp.pick('person', p.person, 'birthdate') * (3650 + pg_temp.pick('person', p.person, 'age') * 16000))::integer
  end,
  case
    when pg_temp.pick('person', p.person, 'sex') < 0.03 then null
    when pg_temp.pick('person', p.person, 'sex') < 0.04 then 0
    when pg_temp.pick('person', p.person, 'sex') < 0.45 then 1
    else 2
  end,
  case
    when pg_temp.pick('dispatch_patient', p.p, 'status known') < 0.05 then null
    else (array[4, 4, 4, 4, 4, 4, 4, 4, 7, 7, 7, 7, 1, 1, 2, 3, 5, 6, 8, 9, 10, 11])[
      1 + floor(pg_temp.pick('dispatch_patient', p.p, 'status') * 22)::integer]
  end,
  p.archived,
  pg_temp.pick('dispatch_patient', p.p, 'suspended') < 0.01,
  case
    when p.broken_rank <= pg_temp.sized(6, 2) and (select pg_temp.planted('Q-42')) then
      -- What the real ones looked like: unescaped quotes, a cut, another language's literal,
      -- a cycle, half a character, a character that no jsonb can hold.
      (array[
        '{"note": "patient said "no extraction" twice"}',
        '{"upper": "full", "lower": ',
        '{''upper'': None, ''steps'': 12}',
        '{"parent": [Circular]}',
        '{"name": "\ud83d"}',
        '{"name": "a\u0000b"}'
      ])[1 + (p.broken_rank - 1) % 6]
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.05 then null
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.10 and (select pg_temp.planted('Q-42')) then ''
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.70 then '{}'
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.90 then
      '{"upper": "' || pg_temp.among('{full,partial,none}', pg_temp.pick('dispatch_patient', p.p, 'upper'))
      || '", "lower": "' || pg_temp.among('{full,partial,none}', pg_temp.pick('dispatch_patient', p.p, 'lower'))
      || '", "steps": ' || (8 + floor(pg_temp.pick('dispatch_patient', p.p, 'steps') * 40)::integer) || '}'
    else '{"remark": "' || pg_temp.among(c.sentence, pg_temp.pick('dispatch_patient', p.p, 'remark')) || '", "fixed": [1, 2]}'
  end,
  case
    when p.suffix_rank <= pg_temp.sized(39, 1) and (select pg_temp.planted('Q-08')) then
      case when p.suffix_rank % 2 = 0 then '' end
    when p.suffix_rank = pg_temp.sized(39, 1) + 1 and (select pg_temp.planted('Q-08')) then 'AB-12'
    else pg_temp.shout(substr(md5(current_setting('crosswalk.seed') || '|suffix|' || p.p), 1, 4))
  end,
  case when p.submitted_rank <= pg_temp.sized(471, 1) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(t.submitted)
  end,
  case when p.submitted_rank <= pg_temp.sized(47, 0) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(t.submitted + floor(pg_temp.pick('dispatch_patient', p.p, 'updated') * (1751328000 - t.submitted))::bigint)
  end,
  p.user_id,
  p.doctor_id,
  case when p.office_rank <= pg_temp.sized(314, 1) and (select pg_temp.planted('Q-19')) then null
    else coalesce(p.office_id, (select o.id from gen_office o where o.o = 1))
  end
from gen_patient p
join gen_culture c on c.culture = p.culture
cross join lateral (
  select least(p.joined + floor(pg_temp.pick('dispatch_patient', p.p, 'submitted after') * 2592000)::bigint, 1751328000) as submitted
) t
order by p.p;

-- dispatch_instruction ---------------------------------------------------------------------------

insert into dispatch_instruction (
  id, "order", model, scanner, scanner_notes, notes, conditions, complaint, objective, exports, price, status,
  cbct, accept_extraction, comprehensive, deleted, suffix, submitted_at, updated_at, patient_id, course_id,
  upper_jaw_id, lower_jaw_id
)
select
  o.id,
  o.place,
  case when x.model < 0.670 then 1 when x.model < 0.895 then null when x.model < 1 then 3 end,
  case
    when x.model < 0.640 then null when x.model < 0.670 then 2 when x.model < 0.895 then null
    when x.model < 0.970 then 2 when x.model < 0.988 then 10
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'scanner notes') < 0.05
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'scanner sentence'))
    else ''
  end,
  case
    -- Long texts in every language (Q-45); the longest known has 2,174 characters.
    when o.long_rank <= pg_temp.sized(500, 2) and (select pg_temp.planted('Q-45')) then
      left(repeat(array_to_string(c.sentence, ' ') || ' ', 60),
        case when o.long_rank = 1 then 2174
          else 500 + floor(pg_temp.pick('dispatch_instruction', o.j, 'length') * 1600)::integer end)
    when pg_temp.pick('dispatch_instruction', o.j, 'notes') < 0.30 then ''
    when pg_temp.pick('dispatch_instruction', o.j, 'notes') < 0.40 then null
    else pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'sentence'))
      || case when pg_temp.pick('dispatch_instruction', o.j, 'more') < 0.5
        then ' ' || pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'second sentence')) else '' end
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'conditions') < 0.10
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'condition')) else '' end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'complaint') < 0.40
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'complaint sentence')) end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'objective') < 0.35
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'objective sentence')) else '' end,
  case
    when o.exports_rank between 1 and pg_temp.sized(5, 2) and (select pg_temp.planted('Q-42')) then
      (array[
        '{"stl": true, "path": "C:\exports\upper"}',
        '{"stl": true',
        '[object Object]',
        '{"remark": "the "final" one"}',
        'undefined'
      ])[1 + (o.exports_rank - 1) % 5]
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.05 then null
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.20 and (select pg_temp.planted('Q-42')) then ''
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.80 then '{}'
    else '{"stl": true, "format": "' || pg_temp.among('{stl,ply,3mf}', pg_temp.pick('dispatch_instruction', o.j, 'format'))
      || '", "files": ' || (1 + floor(pg_temp.pick('dispatch_instruction', o.j, 'files') * 30)::integer) || '}'
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'free') < 0.0566 then 0
    else 200 + floor(pg_temp.pick('dispatch_instruction', o.j, 'price') * 798)::integer end,
  case when o.unknown_rank between 1 and pg_temp.sized(8, 2) and (select pg_temp.planted('Q-49')) then 9 else o.status end,
  pg_temp.pick('dispatch_instruction', o.j, 'cbct') < 0.3997,
  pg_temp.pick('dispatch_instruction', o.j, 'extraction') < 0.1755,
  pg_temp.pick('dispatch_instruction', o.j, 'comprehensive') < 0.4634,
  o.hidden and (select pg_temp.planted('Q-50')),
  case
    when pg_temp.pick('dispatch_instruction', o.j, 'suffix') < 0.08 then 'R' || o.place
    when pg_temp.pick('dispatch_instruction', o.j, 'suffix') < 0.30 then ''
  end,
  case when o.submitted_rank <= pg_temp.sized(750, 2) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(o.submitted) end,
  case when o.submitted_rank <= pg_temp.sized(75, 1) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(o.updated) end,
  p.id,
  case
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.003 then null
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.020 then 4
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.030 then 7
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.035 then 8
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.120 then 3
    when o.place = 1 then 1
    else 2
  end,
  u.slot,
  l.slot
from gen_order o
left join gen_jaw u on u.slot = 2 * o.j - 1 and not (u.loose and (select pg_temp.planted('Q-32')))
left join gen_jaw l on l.slot = 2 * o.j and not (l.loose and (select pg_temp.planted('Q-32')))
join gen_patient p on p.p = o.p
join gen_culture c on c.culture = p.culture
cross join lateral (select pg_temp.pick('dispatch_instruction', o.j, 'model') as model) x
order by o.j;
