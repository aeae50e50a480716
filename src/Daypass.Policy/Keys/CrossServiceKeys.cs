using static Daypass.Policy.Keys.ContextKeyType;

namespace Daypass.Policy.Keys;

/// <summary>Keys of other services that come with temporary credentials.</summary>
internal static class CrossServiceKeys
{
    public static readonly ContextKey[] Rows =
    [
        new("ec2:RoleDelivery", Numeric, false, "credentials of an EC2 instance role") { IsSetByDaypass = false },
        new("ec2:SourceInstanceArn", Arn, false, "credentials of an EC2 instance role") { IsSetByDaypass = false },
        new("lambda:SourceFunctionArn", Arn, false, "credentials of a Lambda function's role") { IsSetByDaypass = false },
        new("glue:RoleAssumedBy", Text, false, "credentials of a Glue job's role") { IsSetByDaypass = false },
        new("glue:CredentialIssuingService", Text, false, "credentials of a Glue job's role") { IsSetByDaypass = false },
        new("ssm:SourceInstanceArn", Arn, false, "credentials of a managed instance") { IsSetByDaypass = false },
        new("codebuild:BuildArn", Arn, false, "credentials of a build's role") { IsSetByDaypass = false },
        new("codebuild:ProjectArn", Arn, false, "credentials of a build's role") { IsSetByDaypass = false },
        new("identitystore:UserId", Text, false, "sessions made by Identity Center") { IsSetByDaypass = false },
    ];
}
