namespace Daypass.Policy.Tests.Differential;

/// <summary>The small world the generated cases live in: few names, so that they meet.</summary>
internal static class Words
{
    public const string A = "111111111111";
    public const string B = "222222222222";
    public const string AliceId = "AIDAALICEALICEALICEAL";
    public const string AppId = "AROAAPPAPPAPPAPPAPPAP";

    public static readonly string[] Actions =
    [
        "s3:GetObject", "s3:GetObject", "s3:PutObject", "S3:getobject", "s3:ListAllMyBuckets", "sts:AssumeRole", "sts:AssumeRole", "sts:AssumeRole",
        "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:TagSession", "kms:Decrypt", "kms:Decrypt", "iam:ListUsers",
        "s3:GetObject", "sts:AssumeRole", "s3:PutObject", "kms:Decrypt", "sts:GetCallerIdentity", "sts:GetSessionToken",
    ];

    public static readonly string[] ActionPatterns =
    [
        "*", "*", "*", "*", "*", "s3:*", "s3:*", "sts:*", "sts:*", "s3:Get*", "s3:*Object", "s3:?etObject", "S3:GETOBJECT", "sts:*", "sts:Assume*",
            "sts:AssumeRole", "sts:TagSession",
        "sts:AssumeRoleWithWebIdentity", "kms:*", "iam:List?sers", "*:*", "s3", "s3:GetObject,s3:PutObject", "s?:GetObject", "s3:Get*:x",
    ];

    public static readonly string[] Resources =
    [
        "arn:aws:s3:::bucket/alice", "arn:aws:s3:::bucket/a/b*c", "arn:aws:s3:::other/x", "arn:aws:iam::111111111111:role/target",
        "arn:aws:kms:us-east-1:111111111111:key/1", "*", "arn:aws:sqs:eu-west-1:222222222222:q:r", "arn:aws:s3", "ARN:aws:S3:::bucket/alice",
    ];

    public static readonly string[] ResourcePatterns =
    [
        "*", "*", "*", "*", "*", "*", "*", "arn:aws:s3:::*", "arn:*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/${aws:username}",
            "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'alice'}",
        "arn:aws:s3:::bucket/a*${*}c", "arn:aws:s3:::bucket/?lice", "arn:aws:s3:::BUCKET/*", "arn:aws:S3:::bucket/*", "arn:aws:s3", "arn:aws:s3:*", "arn:*",
        "arn:aws:iam::111111111111:role/*", "arn:aws:iam::*:role/target", "arn:aws:iam::111111111111:*", "arn:aws:iam::${aws:PrincipalAccount}:role/target",
            "arn:aws:kms:*:*:key/*", "arn:aws:sqs:*-west-?:*:q:*",
        "arn:*:s?:::*/*", "arn:aws:s3:::bucket/${test:List}", "arn:aws:s3:::bucket/${", "**", "nonsense",
    ];

    public static readonly string[] AwsPrincipals =
    [
        "*", A, A, A, B, $"arn:aws:iam::{A}:root", $"arn:aws:iam::{A}:user/alice", $"arn:aws:iam::{A}:role/svc/App", $"arn:aws:iam::{B}:root",
            $"arn:aws:iam::{A}:user/alice", $"arn:aws:iam::{A}:user/Alice",
        $"arn:aws:iam::{B}:user/bob", $"arn:aws:iam::{A}:role/svc/App", $"arn:aws:iam::{A}:role/App", $"arn:aws:iam::{A}:role/svc/APP",
        $"arn:aws:sts::{A}:assumed-role/App/s1", $"arn:aws:sts::{A}:assumed-role/app/s1", $"arn:aws:sts::{A}:assumed-role/App/S1",
        $"arn:aws:sts::{A}:federated-user/fred", AliceId, AppId, "AIDAGONEGONEGONEGONEG", $"arn:aws:iam::{A}:group/g", "nonsense",
    ];

    public static readonly string[] Services = ["lambda.amazonaws.com", "ec2.amazonaws.com", "*"];

    public static readonly string[] Providers = ["accounts.google.com", $"arn:aws:iam::{A}:oidc-provider/id.example.com", "*"];

    public static readonly (string? Principal, string? Issuer, string? UniqueId, string? IssuerId)[] Callers =
    [
        ($"arn:aws:iam::{A}:user/alice", null, AliceId, null),
        ($"arn:aws:iam::{A}:user/alice", null, "AIDANEWNEWNEWNEWNEWNE", null),
        ($"arn:aws:iam::{A}:user/Alice", null, null, null),
        ($"arn:aws:iam::{B}:user/bob", null, null, null),
        ($"arn:aws:iam::{A}:root", null, null, null),
        ($"arn:aws:iam::{B}:root", null, null, null),
        ($"arn:aws:sts::{A}:assumed-role/App/s1", $"arn:aws:iam::{A}:role/svc/App", null, AppId),
        ($"arn:aws:sts::{A}:assumed-role/App/s1", $"arn:aws:iam::{A}:role/svc/App", null, null),
        ($"arn:aws:sts::{A}:assumed-role/App/s1", null, null, null),
        ($"arn:aws:sts::{B}:assumed-role/App/s1", $"arn:aws:iam::{B}:role/App", null, null),
        ($"arn:aws:sts::{A}:assumed-role/Linked/s", $"arn:aws:iam::{A}:role/aws-service-role/x/Linked", null, null),
        ($"arn:aws:sts::{A}:federated-user/fred", $"arn:aws:iam::{A}:user/alice", null, AliceId),
        ($"arn:aws:sts::{A}:federated-user/fred", $"arn:aws:iam::{A}:root", null, null),
        ($"arn:aws:iam::{A}:role/svc/App", null, AppId, AppId),
        ("lambda.amazonaws.com", null, null, null),
        ("accounts.google.com", null, null, null),
        ($"arn:aws:iam::{A}:oidc-provider/id.example.com", null, null, null),
        (null, null, null, null),
    ];

    public static readonly string[] Keys =
        ["aws:username", "aws:PrincipalTag/team", "test:List", "test:Number", "test:Date", "test:Flag", "test:Ip", "test:Arn", "test:Bytes", "TEST:number",
        "test:Text"];

    public static readonly string[] Values =
    [
        "", "a", "alice", "ALICE", "a*", "b?c", "5", "5.0", "-1.5", "7", "true", "FALSE", "false", "2026", "2026-03", "2026-03-01T12:00:00Z",
        "2026-03-01T13:00:00.5+01:00", "1772366400", "2026-02-30", "10.0.0.1", "10.0.0.0/8", "192.0.2.0/33", "2001:db8::1", "2001:db8::/32",
        "::ffff:10.0.0.1", "010.0.0.1", "arn:aws:s3:::bucket/alice", "arn:aws:s3:::*", "arn:*:s?:::b*", "arn:aws:s3", "YWJj", "!!", "*", "?", "a?ice*",
    ];

    public static readonly string[] Variables =
    [
        "${aws:username}", "x${aws:username}*", "${AWS:USERNAME}", "${test:List}", "${test:Missing}", "${test:Missing, 'a'}", "${*}", "a${*}", "${$}",
        "${?}", "${test:Arn}", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::bucket/${aws:PrincipalTag/team}", "${ aws:username }", "${aws:username", "${}",
            "${test:Flag}",
    ];
}
