using System.Collections.Frozen;
using System.Globalization;

namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>What service-linked roles are called: <c>AWSServiceRoleFor</c> and the service in capitals of its own.</summary>
internal static class ServiceLinkedRoleNames
{
    private const string Prefix = "AWSServiceRoleFor";
    private const string Domain = ".amazonaws.com";

    // The services whose spelling does not follow from their address; the others get a capital letter.
    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["autoscaling"] = "AutoScaling",
        ["elasticbeanstalk"] = "ElasticBeanstalk",
        ["elasticloadbalancing"] = "ElasticLoadBalancing",
        ["elasticache"] = "ElastiCache",
        ["elasticmapreduce"] = "EMRCleanup",
        ["ecs"] = "ECS",
        ["eks"] = "AmazonEKS",
        ["es"] = "AmazonElasticsearchService",
        ["rds"] = "RDS",
        ["spot"] = "EC2Spot",
        ["spotfleet"] = "EC2SpotFleet",
        ["sso"] = "SSO",
        ["kafka"] = "Kafka",
        ["cloudtrail"] = "CloudTrail",
        ["guardduty"] = "AmazonGuardDuty",
        ["organizations"] = "Organizations",
        ["support"] = "Support",
        ["trustedadvisor"] = "TrustedAdvisor",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The path of a service's roles.</summary>
    public static string PathOf(string service) => $"{Role.LinkedPath}{service}/";

    /// <summary>The role's name, or null when the text is no service's address.</summary>
    public static string? Find(string service, string? suffix)
    {
        if (!service.EndsWith(Domain, StringComparison.Ordinal) || service.Length == Domain.Length || service[0] == '.')
        {
            return null;
        }

        var name = service[..^Domain.Length];
        var spelled = Spellings.TryGetValue(name, out var known)
            ? known
            : string.Concat(name.Split('.', '-').Where(static part => part.Length > 0)
                .Select(static part => char.ToUpper(part[0], CultureInfo.InvariantCulture) + part[1..]));
        return suffix is null ? Prefix + spelled : $"{Prefix}{spelled}_{suffix}";
    }
}
