using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Endpoints;

/// <summary>Finds the address of a service in the order the AWS tools look: option, environment, services section, profile, the region's own.</summary>
public static class EndpointResolver
{
    /// <summary>The regions whose STS calls went to the one global host before there were regional ones.</summary>
    private static readonly string[] LegacyGlobal =
    [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1", "eu-central-1", "eu-north-1",
        "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    /// <summary>The endpoint of a service.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="service">Which service.</param>
    /// <param name="signed">False when requests will not be signed, which needs no region where an address is given.</param>
    /// <returns>The endpoint, or that there is no region or that an address is none.</returns>
    public static ClientResult<ServiceEndpoint> Resolve(ClientSettings settings, Service service, bool signed = true)
    {
        var region = settings.Region;
        if (region is not null && !IsHostLabel(region))
        {
            return ClientError.General($"Provided region_name '{region}' doesn't match a supported format.");
        }

        if (FindConfigured(settings, service) is { } configured)
        {
            if (!Uri.TryCreate(configured.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            {
                return ClientError.General($"Invalid endpoint: {configured.Url}") with { Advice = $"The address came from {configured.Origin}." };
            }

            if (region is null && signed && service == Service.Sts)
            {
                return NoRegion();
            }

            var signingRegion = service is Service.Iam or Service.Toolbox ? region ?? Partition.ForRegion(region).IamRegion : region;
            return new ServiceEndpoint(url, signingRegion ?? "us-east-1", configured.Origin);
        }

        var origin = region is null ? "the global endpoint, because no region is configured" : $"the region {region}";
        var (host, signing) = service switch
        {
            Service.Iam => FindIam(settings, region),
            Service.Toolbox => FindToolbox(region),
            _ => FindSts(settings, region),
        };
        return new ServiceEndpoint(new Uri($"https://{host}/"), signing, origin);
    }

    /// <summary>The refusal when a region is needed and none is configured.</summary>
    public static ClientError NoRegion() => new(
        ClientErrorKind.Configuration,
        "NoRegion",
        "You must specify a region. You can also configure your region by running \"aws configure\".");

    private static (string Url, string Origin)? FindConfigured(ClientSettings settings, Service service)
    {
        if (settings.Explicit.EndpointUrl is { } asked)
        {
            return (asked, "--endpoint-url");
        }

        if (settings.IsTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls"))
        {
            return null;
        }

        // Denials are explained where IAM denied, so that an address for IAM alone is theirs too.
        string[] names = service switch
        {
            Service.Sts => ["sts"],
            Service.Toolbox => ["iam_toolbox", "iam"],
            _ => ["iam"],
        };
        foreach (var name in names)
        {
            var variable = "AWS_ENDPOINT_URL_" + name.ToUpperInvariant();
            if (settings.Environment.GetVariable(variable) is { } forService)
            {
                return (forService, $"the environment variable {variable}");
            }

            if (FindInServices(settings, name) is { } section)
            {
                return section;
            }
        }

        if (settings.Environment.GetVariable("AWS_ENDPOINT_URL") is { } forAll)
        {
            return (forAll, "the environment variable AWS_ENDPOINT_URL");
        }

        return settings.Profile?.Get("endpoint_url") is { Length: > 0 } inProfile ? (inProfile, settings.Profile.DescribeOrigin("endpoint_url")) : null;
    }

    private static (string Url, string Origin)? FindInServices(ClientSettings settings, string service)
    {
        var name = settings.Profile?.Get("services");
        var nested = name is null ? null : settings.Store.FindServices(name)?.Nested(service);
        foreach (var entry in nested ?? [])
        {
            if (entry.Key == "endpoint_url")
            {
                return (entry.Value, $"endpoint_url of {service} in [services {name}] ({settings.Store.ConfigFile}, line {entry.Line})");
            }
        }

        return null;
    }

    private static (string Host, string SigningRegion) FindSts(ClientSettings settings, string? region)
    {
        var legacy = string.Equals(settings.Find("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints"), "legacy", StringComparison.OrdinalIgnoreCase);
        if (region is null or "aws-global" || (legacy && Array.IndexOf(LegacyGlobal, region) >= 0))
        {
            return ("sts.amazonaws.com", "us-east-1");
        }

        var partition = Partition.ForRegion(region);
        var name = settings.IsTrue("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint") ? "sts-fips" : "sts";
        var domain = settings.IsTrue("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint") ? partition.DualStackDomain : partition.Domain;
        return ($"{name}.{region}.{domain}", region);
    }

    private static (string Host, string SigningRegion) FindIam(ClientSettings settings, string? region)
    {
        var partition = Partition.ForRegion(region);
        var fips = settings.IsTrue("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
        return partition.Name switch
        {
            "aws" => (fips ? "iam-fips.amazonaws.com" : "iam.amazonaws.com", partition.IamRegion),
            "aws-us-gov" => ("iam.us-gov.amazonaws.com", partition.IamRegion),
            _ => ($"iam.{partition.IamRegion}.{partition.Domain}", partition.IamRegion),
        };
    }

    /// <summary>The toolbox is asked where the denial came from, and IAM's come from its partition's one region.</summary>
    private static (string Host, string SigningRegion) FindToolbox(string? region)
    {
        var partition = Partition.ForRegion(region);
        return ($"iam-toolbox.{partition.IamRegion}.{partition.Domain}", partition.IamRegion);
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
