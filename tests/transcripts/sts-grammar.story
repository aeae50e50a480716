# What aws-cli 2.36.7 printed for these commands against the same service, with its name replaced by ours.
$ daypass
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: command
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: operation
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts nope
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'nope'
!
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass nope
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument command: Found invalid choice 'nope'
!
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identit
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'get-caller-identit'
!
! Maybe you meant:
!
!   * get-caller-identity
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identity --bogus
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
!
!
! daypass: [ERROR]: Unknown options: --bogus
? 252
$ daypass sts get-caller-identity --bogus x y --foo=3
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
!
!
! daypass: [ERROR]: Unknown options: --bogus, y, --foo=3, x
? 252
$ daypass sts get-caller-identity extra
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
!
!
! daypass: [ERROR]: Unknown options: extra
? 252
$ daypass --region us-east-1 sts get-caller-identity
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass --output text sts get-caller-identity
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts --output text get-caller-identity
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --out text
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --o text
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --output=text
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --output
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument --output: expected one argument
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identity --output xml
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument --output: Found invalid choice 'xml'
!
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identity --color red
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument --color: Found invalid choice 'red'
!
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identity --color off --output table
-----------------------------------------------------
|                 GetCallerIdentity                 |
+---------+-----------------------------------------+
|  Account|  123456789012                           |
|  Arn    |  arn:aws:iam::123456789012:user/Alice   |
|  UserId |  AIDAXXXXXXXXXXXXXXXXX                  |
+---------+-----------------------------------------+
$ daypass sts get-caller-identity --no-paginate
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts get-caller-identity --no-cli-pager
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts get-caller-identity --no
!
! daypass: [ERROR]: An error occurred (ParamValidation): ambiguous option: --no could match --no-verify-ssl, --no-paginate, --no-sign-request, --no-cli-pager, --no-cli-auto-prompt
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-caller-identity --cli-read-timeout x
!
! daypass: [ERROR]: invalid literal for int() with base 10: 'x'
? 255
$ daypass sts get-caller-identity --cli-read-timeout 0 --cli-connect-timeout 5
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts get-caller-identity --no-sign-request
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts get-caller-identity --endpoint-url nonsense
!
! daypass: [ERROR]: An error occurred (ParamValidation): Bad value for --endpoint-url "nonsense": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/
? 252
$ daypass sts get-caller-identity --profile nope
!
! daypass: [ERROR]: The config profile (nope) could not be found
? 255
$ daypass sts get-caller-identity -- --x
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
!
!
! daypass: [ERROR]: Unknown options: --x
? 252
$ daypass sts assume-role --role-ar arn:aws:iam::111122223333:role/demo --role-session s1 --output text
6	Alice
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role --role arn:aws:iam::111122223333:role/demo
!
! daypass: [ERROR]: An error occurred (ParamValidation): ambiguous option: --role could match --role-arn, --role-session-name
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts assume-role --role-arn=arn:aws:iam::111122223333:role/demo --role-session-name=s1 --output text
6	Alice
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name one --role-session-name two --output text
6	Alice
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts get-caller-identity --cli-error-format json --region us-east-1
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --external-id deny
!
! daypass: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: User: x is not authorized
? 254
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --external-id deny --output text
!
! daypass: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: User: x is not authorized
? 254
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --external-id deny --cli-error-format json
! {
!     "Code": "AccessDenied",
!     "Message": "User: x is not authorized"
! }
? 254
