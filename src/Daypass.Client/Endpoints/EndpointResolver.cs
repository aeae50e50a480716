using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Endpoints;

/// <summary>Finds the address of a service: what is configured, otherwise what the SDKs' published rules say of the region.</summary>
public static class EndpointResolver
{
    // The name of no region in the commercial partition.
    private const string NoRegionName = "aws-global";

    /// <summary>The endpoint of a service.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="service">Which service.</param>
    /// <param name="signed">False when requests will not be signed, which needs no region where an address is given.</param>
    /// <returns>The endpoint, or that there is no region, that an address is none, or what is wrong with a setting.</returns>
    public static ClientResult<ServiceEndpoint> Resolve(ClientSettings settings, Service service, bool signed = true)
    {
        settings = settings.Outer;
        var region = ReadRegion(settings.Region);
        if (!region.Succeeded)
        {
            return region.Error;
        }

        // Denials are explained where IAM denied, so that an address for IAM alone is theirs too.
        var configured = settings.Explicit.EndpointUrl is { } asked ? new ConfiguredEndpoint(asked, "--endpoint-url") : service switch
        {
            Service.Sts => ConfiguredEndpoint.Find(settings, "sts"),
            Service.Toolbox => ConfiguredEndpoint.Find(settings, "iam_toolbox", "iam"),
            _ => ConfiguredEndpoint.Find(settings, "iam"),
        };
        var hosts = ReadHosts(settings);
        if ((hosts.Error ?? configured.Error) is { } wrong)
        {
            return wrong;
        }

        var name = region.Value.Name;
        if (configured.Value is { } given)
        {
            // IAM and its toolbox are in one region of a partition, which is known without being told.
            return name is null && signed && service == Service.Sts ? NoRegion()
                : Read(given, name ?? (service == Service.Sts ? Partition.ForRegion(name).GlobalRegion : FindIamRegion(name)));
        }

        if (service == Service.Toolbox)
        {
            var home = FindIamRegion(name);
            return new ServiceEndpoint(new Uri($"https://iam-toolbox.{home}.{Partition.ForRegion(name).Domain}/"), home, DescribeRegion(name));
        }

        return FindPublic(hosts.Value, service == Service.Sts ? "sts" : "iam", region.Value);
    }

    /// <summary>The endpoint of a service that is asked on the way to credentials.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="service">Its name: <c>sso</c>, <c>sso-oidc</c> or <c>signin</c>.</param>
    /// <param name="regionName">The region it is asked in.</param>
    internal static ClientResult<ServiceEndpoint> ResolveBeside(ClientSettings settings, string service, string regionName)
    {
        settings = settings.Outer;
        var region = ReadRegion(regionName);
        var hosts = ReadHosts(settings);
        var configured = ConfiguredEndpoint.Find(settings, service.Replace('-', '_'));
        return (region.Error ?? hosts.Error ?? configured.Error) is { } wrong ? wrong
            : configured.Value is { } given ? Read(given, region.Value.Name!) : FindPublic(hosts.Value, service, region.Value);
    }

    /// <summary>The refusal when a region is needed and none is configured.</summary>
    public static ClientError NoRegion() => new(
        ClientErrorKind.Configuration,
        "NoRegion",
        "You must specify a region. You can also configure your region by running \"aws configure\".");

    private static ClientResult<ServiceEndpoint> Read(ConfiguredEndpoint given, string signingRegion) =>
        Uri.TryCreate(given.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? new ServiceEndpoint(url, signingRegion, given.Origin)
            : ClientError.General($"Invalid endpoint: {given.Url}") with { Advice = $"The address came from {given.Origin}." };

    // Which hosts are wanted. A word that says neither yes nor no is refused: to read it as no could be to give up FIPS.
    private static ClientResult<(bool Fips, bool DualStack, bool Legacy)> ReadHosts(ClientSettings settings)
    {
        var fips = settings.ReadSwitch("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
        var dualStack = settings.ReadSwitch("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
        var regional = settings.ReadChoice("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", ["legacy", "regional"], static value =>
            $"STS regional endpoints option {value} is invalid. Valid options are: \"legacy\", \"regional\"");
        return (fips.Error ?? dualStack.Error ?? regional.Error) is { } wrong ? wrong : (fips.Value, dualStack.Value, regional.Value == "legacy");
    }

    private static ClientResult<ServiceEndpoint> FindPublic((bool Fips, bool DualStack, bool Legacy) hosts, string service, (string? Name, bool Fips) region)
    {
        var variant = (hosts.Fips || region.Fips, hosts.DualStack) switch
        {
            (true, true) => "fips-dualstack",
            (true, false) => "fips",
            (false, true) => "dualstack",
            _ => service == "sts" && hosts.Legacy ? "legacy" : "plain",
        };
        var name = region.Name ?? NoRegionName;
        var (found, reason) = Partition.ForRegion(name).Find(service, variant, name);
        return found is null
            ? ClientError.General(reason!) with { Advice = $"The endpoint was to be that of {DescribeRegion(region.Name)}." }
            : new ServiceEndpoint(new Uri($"https://{found.Host}/"), found.SigningRegion, DescribeRegion(region.Name));
    }

    private static string FindIamRegion(string? region)
    {
        var partition = Partition.ForRegion(region);
        return partition.Find("iam", "plain", partition.GlobalRegion).Endpoint!.SigningRegion;
    }

    private static string DescribeRegion(string? region) =>
        region is null ? "the global endpoint, because no region is configured" : $"the region {region}";

    // "fips-us-east-1" and "us-east-1-fips" are old names for the hosts of a region that FIPS asks for.
    private static ClientResult<(string? Name, bool Fips)> ReadRegion(string? region)
    {
        var name = region?.Replace("fips-", string.Empty, StringComparison.Ordinal).Replace("-fips", string.Empty, StringComparison.Ordinal);
        return name is null || IsHostLabel(name)
            ? (name, name != region)
            : ClientError.General($"Provided region_name '{region}' doesn't match a supported format.");
    }

    // A region becomes part of a host name; anything else in it would send the request to a host of its own choosing.
    private static bool IsHostLabel(string region)
    {
        foreach (var character in region)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }

        return region.Length is > 0 and < 64 && region[0] != '-' && region[^1] != '-';
    }
}
