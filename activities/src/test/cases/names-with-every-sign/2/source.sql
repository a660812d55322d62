update "select"."from" set "a,b" = 'A', "?" = 'B', "{0}" = 'C', "it's" = 'D', "a.b" = 'E', "a\b" = 'F', "$1" = 'G',
  ":x" = 'H', "end" = 'I', "--" = 'J', "/*" = 'K', "a	b" = 'L', "%s" = 'N', "Ünï 😀" = 'O'
where "Id" = 2;
