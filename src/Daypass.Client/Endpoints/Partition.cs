namespace Daypass.Client.Endpoints;

/// <summary>A group of regions that share a domain and know nothing of the others.</summary>
/// <param name="Name">As it stands in ARNs.</param>
/// <param name="Domain">The domain of its services.</param>
/// <param name="DualStackDomain">The domain of services that are reachable by IPv6 too.</param>
/// <param name="IamRegion">The region that IAM requests are signed for.</param>
/// <param name="ConsoleHost">Where the console's sign-in is; null where it is not known.</param>
public sealed record Partition(string Name, string Domain, string DualStackDomain, string IamRegion, string? ConsoleHost)
{
    private static readonly Partition Commercial = new("aws", "amazonaws.com", "api.aws", "us-east-1", "signin.aws.amazon.com");

    /// <summary>The partition of a region, known by its prefix.</summary>
    public static Partition ForRegion(string? region) => region switch
    {
        null => Commercial,
        _ when Starts(region, "cn-") => new("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-north-1", "signin.amazonaws.cn"),
        _ when Starts(region, "us-gov-") => new("aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1", "signin.amazonaws-us-gov.com"),
        _ when Starts(region, "us-iso-") => new("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1", null),
        _ when Starts(region, "us-isob-") => new("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1", null),
        _ when Starts(region, "eu-isoe-") => new("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1", null),
        _ when Starts(region, "us-isof-") => new("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1", null),
        _ when Starts(region, "eusc-") => new("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1", "signin.amazonaws-eusc.eu"),
        _ => Commercial,
    };

    private static bool Starts(string region, string prefix) => region.StartsWith(prefix, StringComparison.Ordinal);
}
