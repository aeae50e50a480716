namespace Daypass.Client.Endpoints;

/// <summary>A group of regions that share a domain and know nothing of the others.</summary>
public sealed class Partition
{
    private readonly string[] _beginnings;
    private readonly List<string> _regions = [];
    private readonly List<EndpointFact> _facts = [];

    internal Partition(string name, string globalRegion, string domain, string[] beginnings) =>
        (Name, GlobalRegion, Domain, _beginnings) = (name, globalRegion, domain, beginnings);

    /// <summary>As it stands in ARNs.</summary>
    public string Name { get; }

    /// <summary>The domain of its services.</summary>
    public string Domain { get; }

    /// <summary>The region that stands for services without regions.</summary>
    public string GlobalRegion { get; }

    /// <summary>The names of its regions that are known.</summary>
    internal IReadOnlyList<string> Regions => _regions;

    /// <summary>Where the console's sign-in is; null where it is not known.</summary>
    public string? ConsoleHost => Name switch
    {
        "aws" => "signin.aws.amazon.com",
        "aws-cn" => "signin.amazonaws.cn",
        "aws-us-gov" => "signin.amazonaws-us-gov.com",
        "aws-eusc" => "signin.amazonaws-eusc.eu",
        _ => null,
    };

    /// <summary>The partition of a region; the commercial one when no other knows it.</summary>
    public static Partition ForRegion(string? region)
    {
        var all = EndpointTable.Partitions;
        foreach (var partition in all)
        {
            if (region is not null && partition.Has(region))
            {
                return partition;
            }
        }

        return all[0];
    }

    /// <summary>Where a service is, or why it is nowhere.</summary>
    internal (PublicEndpoint? Endpoint, string? Reason) Find(string service, string variant, string region)
    {
        EndpointFact? found = null;
        foreach (var fact in _facts)
        {
            if (fact.Service == service && fact.Variant == variant && (fact.Regions.Count == 0 ? found is null : fact.Regions.Contains(region)))
            {
                found = fact;
            }
        }

        return found is { Host: { } host }
            ? (new PublicEndpoint(host.Replace("{region}", region, StringComparison.Ordinal), found.Rest == "{region}" ? region : found.Rest), null)
            : (null, found?.Rest ?? $"The partition {Name} has no {service}");
    }

    internal void Add(IEnumerable<string> regions) => _regions.AddRange(regions);

    internal void Add(EndpointFact fact) => _facts.Add(fact);

    // A region that is listed, or has the form of the partition's: a beginning, a word and a number, with a dash in between.
    private bool Has(string region)
    {
        if (_regions.Contains(region))
        {
            return true;
        }

        var number = region.LastIndexOf('-');
        var word = number < 0 ? -1 : region.LastIndexOf('-', Math.Max(number - 1, 0));
        return word > 0 && number - word > 1 && number + 1 < region.Length
            && region.AsSpan(number + 1).IndexOfAnyExceptInRange('0', '9') < 0 && Array.IndexOf(_beginnings, region[..word]) >= 0;
    }
}
