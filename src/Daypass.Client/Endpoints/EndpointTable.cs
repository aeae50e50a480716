namespace Daypass.Client.Endpoints;

/// <summary>Reads <c>endpoints.txt</c>: what the SDKs' published rules say of the hosts of services, in every partition.</summary>
internal static class EndpointTable
{
    private static readonly Lazy<IReadOnlyList<Partition>> All = new(Read);

    /// <summary>The partitions, the commercial one first.</summary>
    public static IReadOnlyList<Partition> Partitions => All.Value;

    private static List<Partition> Read()
    {
        using var file = typeof(EndpointTable).Assembly.GetManifestResourceStream("endpoints.txt")!;
        using var reader = new StreamReader(file);
        List<Partition> partitions = [];
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words)
            {
                case [""] or ["#", ..]:
                    break;
                case ["partition", var name, var region, var domain, var beginnings]:
                    partitions.Add(new Partition(name, region, domain, beginnings.Split(',')));
                    break;
                case ["region", .. var regions]:
                    partitions[^1].Add(regions);
                    break;
                case [var service, var variant, "none", .. var reason]:
                    partitions[^1].Add(new EndpointFact(service, variant, null, string.Join(' ', reason), []));
                    break;
                case [var service, var variant, var host, var signedFor, "in", .. var regions]:
                    partitions[^1].Add(new EndpointFact(service, variant, host, signedFor, regions));
                    break;
                case [var service, var variant, var host, var signedFor]:
                    partitions[^1].Add(new EndpointFact(service, variant, host, signedFor, []));
                    break;
                default:
                    throw new InvalidDataException(line);
            }
        }

        return partitions;
    }
}
