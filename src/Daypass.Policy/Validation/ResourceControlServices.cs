using System.Collections.Frozen;

namespace Daypass.Policy.Validation;

/// <summary>The services whose actions a resource control policy may deny.</summary>
/// <remarks>Source: Organizations User Guide, "Resource control policies (RCPs)", list of services that support RCPs, September 2026.</remarks>
internal static class ResourceControlServices
{
    private static readonly FrozenSet<string> Services = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets", "clouddirectory", "cloudfront", "cloudsearch", "cloudtrail-data",
        "codeartifact", "codebuild", "codecommit", "codepipeline", "cognito-identity", "cognito-idp", "comprehend", "comprehendmedical",
        "compute-optimizer", "cost-optimization-hub", "dax", "dsql", "dynamodb", "ecr", "ecr-public", "events", "firehose", "fis", "fms", "gamelift",
        "health", "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb", "networkmonitor", "notifications", "opensearch",
        "pca-connector-ad", "personalize", "polly", "pricing", "resource-groups", "rolesanywhere", "s3", "secretsmanager", "servicediscovery", "signin",
        "sqs", "sts", "support", "swf", "textract", "timestream-influxdb", "transcribe", "transfer", "translate", "wafv2", "workspaces", "xray");

    /// <summary>True when the part before the colon is one of them; the action itself may be any.</summary>
    public static bool Contains(string action) =>
        action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Services.Contains(action[..colon]);
}
