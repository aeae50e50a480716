# IAM: its operations are read and refused by the same code as those of STS; what the service answers is compared in DifferentialTests.
$ daypass iam simulate-custom-policy --generate-cli-skeleton
{
    "PolicyInputList": [
        ""
    ],
    "PermissionsBoundaryPolicyInputList": [
        ""
    ],
    "ActionNames": [
        ""
    ],
    "ResourceArns": [
        ""
    ],
    "ResourcePolicy": "",
    "ResourceOwner": "",
    "CallerArn": "",
    "ContextEntries": [
        {
            "ContextKeyName": "",
            "ContextKeyValues": [
                ""
            ],
            "ContextKeyType": "string"
        }
    ],
    "ResourceHandlingOption": "",
    "MaxItems": 0,
    "Marker": "",
    "SessionPolicyInputList": [
        ""
    ],
    "TrustPolicy": ""
}
$ daypass iam create-user --generate-cli-skeleton yaml-input
Path: '' # The path, / by default.
UserName: '' # [REQUIRED] The name of the user.
PermissionsBoundary: '' # The ARN of the managed policy that bounds the permissions.
Tags: # Tags.
- Key: '' # [REQUIRED] The key; unique without regard to case.
  Value: '' # [REQUIRED] The value.
$ daypass iam create-us
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'create-us'
!
! Maybe you meant:
!
!   * create-user
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass iam create-user
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --user-name
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass iam create-user --user-name
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument --user-name: expected one argument
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass iam create-user --user-name alice --nonsense
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
!
!
! daypass: [ERROR]: Unknown options: --nonsense
? 252
$ daypass iam create-user --user-name ''
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter UserName, value: 0, valid min length: 1
? 252
$ daypass iam tag-role --role-name r --tags Key=a
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Missing required parameter in Tags[0]: "Value"
? 252
$ daypass iam put-role-policy --role-name r --policy-name p --policy-document file://missing.json
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--policy-document': Unable to load paramfile file://missing.json: [Errno 2] No such file or directory: 'missing.json'
? 252
$ daypass iam list-roles --max-items x
!
! daypass: [ERROR]: invalid literal for int() with base 10: 'x'
? 255
$ daypass iam get-user --generate-cli-skeleton output --output yaml
User:
  Arn: Arn
  CreateDate: '1970-01-01T00:00:00'
  PasswordLastUsed: '1970-01-01T00:00:00'
  Path: Path
  PermissionsBoundary:
    PermissionsBoundaryArn: PermissionsBoundaryArn
    PermissionsBoundaryType: PermissionsBoundaryType
  Tags:
  - Key: Key
    Value: Value
  UserId: UserId
  UserName: UserName
