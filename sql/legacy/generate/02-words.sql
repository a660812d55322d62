-- Words ------------------------------------------------------------------------------------------

create temporary table gen_culture (
  culture text primary key,
  given text[],
  given_latin text[],
  family text[],
  family_latin text[],
  street text[],
  city text[],
  state text[],
  office text[],
  sentence text[]
);

insert into gen_culture values
(
  'en',
  '{Olivia,Liam,Emma,Noah,Ava,Ethan,Sophia,Mason,Isabella,Logan,Mia,Lucas,Amelia,Jackson,Harper,Aiden,Evelyn,Oliver,Abigail,Elijah,Emily,Grayson,Ella,Caleb,Scarlett,Owen,Grace,Wyatt,Chloe,Isaac,Nora,Henry}',
  '{olivia,liam,emma,noah,ava,ethan,sophia,mason,isabella,logan,mia,lucas,amelia,jackson,harper,aiden,evelyn,oliver,abigail,elijah,emily,grayson,ella,caleb,scarlett,owen,grace,wyatt,chloe,isaac,nora,henry}',
  '{Abbott,Barnes,Carver,Dalton,Ellis,Foster,Garner,Hale,Irwin,Jarvis,Keller,Lawson,Mercer,Norris,Osborn,Parker,Quinn,Ramsey,Sutton,Thorne,Upton,Vance,Walton,Yates,O''Connell,Pruitt,Rhodes,Sawyer,Tilley,Underhill,Voss,Whitlock}',
  '{abbott,barnes,carver,dalton,ellis,foster,garner,hale,irwin,jarvis,keller,lawson,mercer,norris,osborn,parker,quinn,ramsey,sutton,thorne,upton,vance,walton,yates,oconnell,pruitt,rhodes,sawyer,tilley,underhill,voss,whitlock}',
  '{Main Street,Oak Avenue,Maple Drive,Cedar Lane,Lakeview Road,Hillcrest Boulevard,Second Street,River Road}',
  '{Springfield,Fairview,Riverton,Lakewood,Georgetown,Ashland,Milford,Clayton}',
  '{CA,TX,NY,FL,WA,CO,IL,GA}',
  '{Bright Arch Orthodontics,Lakeside Smiles,Cornerstone Dental Group,Evergreen Orthodontics,True Line Aligners,Harbor Family Dental,Summit Braces & Aligners,Willow Creek Orthodontics}',
  array[
    'Please expand the upper arch and keep the midline.',
    'Patient wants the gap between the front teeth closed.',
    'Do not move teeth 15 and 16: implant planned.',
    'Crowding in the lower anterior; IPR is acceptable.',
    'Overjet 4 mm, overbite deep; please level the curve.',
    'No attachments on the upper central incisors, please.',
    'Retainer broke twice; the patient asks for a thicker material.',
    'Elastics were discussed and accepted.'
  ]
),
(
  'ja',
  '{花子,太郎,陽菜,蓮,美咲,大翔,結衣,悠真,さくら,湊,葵,樹,莉子,颯太,凛,陸,優奈,健太,彩花,翔}',
  '{hanako,taro,hina,ren,misaki,hiroto,yui,yuma,sakura,minato,aoi,itsuki,riko,sota,rin,riku,yuna,kenta,ayaka,sho}',
  '{佐藤,鈴木,高橋,田中,伊藤,渡辺,山本,中村,小林,加藤,吉田,山田,佐々木,山口,松本,井上,木村,林,清水,斎藤}',
  '{sato,suzuki,takahashi,tanaka,ito,watanabe,yamamoto,nakamura,kobayashi,kato,yoshida,yamada,sasaki,yamaguchi,matsumoto,inoue,kimura,hayashi,shimizu,saito}',
  '{中央,本町,緑町,桜台,栄町,若葉台}',
  '{新宿区,横浜市,大阪市,名古屋市,福岡市,札幌市}',
  '{東京都,神奈川県,大阪府,愛知県,福岡県,北海道}',
  '{さくら矯正歯科,みどり歯科クリニック,あおぞら矯正歯科医院,中央デンタルクリニック,ひまわり矯正歯科}',
  array[
    '上顎の側方拡大をお願いします。',
    '前歯部の叢生を改善したいとのことです。',
    '正中は現状を維持してください。',
    '右下6番は補綴物があるため、移動しないでください。',
    '患者様は抜歯を希望されていません。',
    'アタッチメントは前歯を避けてください。',
    '次回の来院時に再スキャンを予定しています。'
  ]
),
(
  'th',
  '{สมชาย,สมหญิง,ณัฐวุฒิ,พิมพ์ชนก,กิตติ,อรทัย,ธนากร,ศิริพร,วรรณา,ปกรณ์,มาลี,อนันต์,สุดา,ชัยวัฒน์,กานดา,ประเสริฐ}',
  '{somchai,somying,nattawut,pimchanok,kitti,orathai,thanakorn,siriporn,wanna,pakorn,malee,anan,suda,chaiwat,kanda,prasert}',
  '{ใจดี,รักไทย,ศรีสุข,ทองคำ,แสงทอง,บุญมา,วงศ์ใหญ่,สุขใจ,พรหมมา,แก้วใส,มั่นคง,เจริญสุข,นาคทอง,ชูศรี,ดีงาม,สายชล}',
  '{jaidee,rakthai,srisuk,thongkham,saengthong,boonma,wongyai,sukjai,phromma,kaewsai,mankhong,charoensuk,nakthong,chusri,deengam,saichon}',
  '{ถนนสุขุมวิท,ถนนพหลโยธิน,ถนนนิมมานเหมินท์,ถนนเพชรเกษม}',
  '{กรุงเทพมหานคร,เชียงใหม่,ภูเก็ต,ขอนแก่น}',
  '{กรุงเทพฯ,เชียงใหม่,ภูเก็ต,ขอนแก่น}',
  '{คลินิกทันตกรรมรอยยิ้ม,ทันตกรรมจัดฟันใจดี,คลินิกจัดฟันดอกบัว,ศูนย์ทันตกรรมแสงทอง}',
  array[
    'ขอขยายขากรรไกรบนเล็กน้อย',
    'คนไข้ต้องการปิดช่องว่างฟันหน้า',
    'ไม่ต้องการถอนฟัน',
    'กรุณาอย่าเคลื่อนฟันกรามซี่ที่หก',
    'ฟันล่างซ้อนเก สามารถทำ IPR ได้',
    'นัดสแกนใหม่เดือนหน้า'
  ]
),
(
  'vi',
  '{Anh,Bình,Châu,Dũng,Giang,Hạnh,Hương,Khánh,Lan,Minh,Ngọc,Phúc,Quỳnh,Thảo,Trang,Tuấn}',
  '{anh,binh,chau,dung,giang,hanh,huong,khanh,lan,minh,ngoc,phuc,quynh,thao,trang,tuan}',
  '{Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý}',
  '{nguyen,tran,le,pham,hoang,huynh,phan,vu,vo,dang,bui,do,ho,ngo,duong,ly}',
  '{Đường Lê Lợi,Đường Nguyễn Huệ,Đường Trần Phú,Phố Huế}',
  '{Hà Nội,Đà Nẵng,Cần Thơ,Huế}',
  '{Hà Nội,Đà Nẵng,Cần Thơ,Thừa Thiên Huế}',
  '{Nha khoa Nụ Cười,Nha khoa Chỉnh nha Việt,Nha khoa Hoa Sen}',
  array[
    'Xin nới rộng cung hàm trên.',
    'Bệnh nhân muốn đóng khe hở răng cửa.',
    'Không nhổ răng.',
    'Răng dưới chen chúc, có thể mài kẽ.',
    'Giữ nguyên đường giữa.',
    'Hẹn quét lại vào tháng sau.'
  ]
),
(
  'hi',
  '{आरव,अनन्या,विवान,दीया,अर्जुन,सान्वी,रोहन,Priya,Rahul,Kavya,Vikram,Neha,Aditya,Meera,Sanjay,Pooja}',
  '{aarav,ananya,vivaan,diya,arjun,saanvi,rohan,priya,rahul,kavya,vikram,neha,aditya,meera,sanjay,pooja}',
  '{शर्मा,वर्मा,गुप्ता,सिंह,पटेल,Reddy,Nair,Iyer,Mehta,Joshi,Kulkarni,Desai,Chatterjee,Rao,Bose,Kapoor}',
  '{sharma,verma,gupta,singh,patel,reddy,nair,iyer,mehta,joshi,kulkarni,desai,chatterjee,rao,bose,kapoor}',
  '{MG Road,Station Road,Ring Road,Park Street}',
  '{Mumbai,Pune,Bengaluru,Hyderabad,Kolkata,नई दिल्ली}',
  '{Maharashtra,Maharashtra,Karnataka,Telangana,West Bengal,दिल्ली}',
  '{Lotus Dental Care,Smile Arch Orthodontics,Shanti Dental Clinic,City Braces Centre}',
  array[
    'Kindly expand the arch, patient prefers no extraction.',
    'ऊपरी दाँतों में भीड़ है, कृपया सीधा करें।',
    'Midline to be corrected by 2 mm.',
    'रोगी को दर्द की शिकायत है।',
    'Lower molar crowned; do not move.'
  ]
),
(
  'fr',
  '{Amélie,Benoît,Céline,Damien,Éloïse,François,Gaëlle,Hélène,Inès,Jérôme,Léa,Mathéo,Noémie,Océane,René,Zoé}',
  '{amelie,benoit,celine,damien,eloise,francois,gaelle,helene,ines,jerome,lea,matheo,noemie,oceane,rene,zoe}',
  '{Bélanger,Côté,Dubois,Fournier,Gagné,Hébert,Lefèvre,Moreau,Noël,Pelletier,Rousseau,Simon,Tremblay,Vasseur,Léger,Marchand}',
  '{belanger,cote,dubois,fournier,gagne,hebert,lefevre,moreau,noel,pelletier,rousseau,simon,tremblay,vasseur,leger,marchand}',
  '{rue de la République,avenue Victor-Hugo,place du Marché}',
  '{Lyon,Nantes,Bordeaux}',
  '{Rhône,Loire-Atlantique,Gironde}',
  '{Cabinet d''orthodontie du Marché,Orthodontie Saint-Michel}',
  array[
    'Merci d''élargir l''arcade supérieure.',
    'Le patient souhaite fermer le diastème.',
    'Pas d''extraction, s''il vous plaît.',
    'Ne pas déplacer la 16 : couronne.'
  ]
);
