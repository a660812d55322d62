-- Keys may be as low and as high as a bigint goes, with gaps of any size between them.
create table reading (id bigint primary key, value integer);
insert into reading values
  (-9223372036854775808, 1), (-9223372036854775807, 2), (-1, 3), (0, 4), (1, 5),
  (9223372036854775806, 6), (9223372036854775807, 7);
