# What aws-cli 2.36.7 printed for these commands against the same service, with its name replaced by ours.
$ daypass sts get-caller-identity --query 'nope['
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --query nope[: Invalid jmespath expression: Incomplete expression:
! "nope["
!       ^
? 252
$ daypass sts get-caller-identity --query 'foo(Arn)'
!
! daypass: [ERROR]: Unknown function: foo()
? 255
$ daypass sts get-caller-identity --query 'length(Nope)'
!
! daypass: [ERROR]: In function length(), invalid type for value: None, expected one of: ['string', 'array', 'object'], received: "null"
? 255
$ daypass sts get-caller-identity --query 'a = b'
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --query a = b: Bad jmespath expression: Unknown token '=':
! a = b
!   ^
? 252
$ daypass sts get-caller-identity --query 'a..b'
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --query a..b: Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: dot: Parse error at column 2, token "." (DOT), for expression:
! "a..b"
!    ^
? 252
$ daypass sts get-caller-identity --query 'join(`,`)'
!
! daypass: [ERROR]: Expected 2 arguments for function join(), received 1
? 255
$ daypass sts get-caller-identity --query '[0:1:0]'
null
$ daypass sts get-caller-identity --query ''
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --query : Invalid JMESPath expression: cannot be empty.
? 252
$ daypass sts get-caller-identity --query 'sort(@)'
!
! daypass: [ERROR]: In function sort(), invalid type for value: {'UserId': 'AIDAXXXXXXXXXXXXXXXXX', 'Account': '123456789012', 'Arn': 'arn:aws:iam::123456789012:user/Alice'}, expected one of: ['array-string', 'array-number'], received: "object"
? 255
$ daypass sts get-caller-identity --query 'abs(Account)'
!
! daypass: [ERROR]: In function abs(), invalid type for value: 123456789012, expected one of: ['number'], received: "string"
? 255
$ daypass sts get-caller-identity --query 'Arn.['
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --query Arn.[: Invalid jmespath expression: Incomplete expression:
! "Arn.["
!       ^
? 252
