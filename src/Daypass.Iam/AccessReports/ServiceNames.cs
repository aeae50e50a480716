namespace Daypass.Iam.AccessReports;

/// <summary>What people call services; <c>ServiceNames.txt</c> beside it is the table.</summary>
internal static class ServiceNames
{
    private const string Table = "Daypass.Iam.AccessReports.ServiceNames.txt";

    private static readonly Lazy<Dictionary<string, string>> Read = new(static () =>
    {
        using var stream = typeof(ServiceNames).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"{Table} is not in the assembly.");
        using var lines = new StreamReader(stream);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var blank = line.IndexOf(' ', StringComparison.Ordinal);
                names.Add(line[..blank], line[(blank + 1)..]);
            }
        }

        return names;
    });

    /// <summary>The name of a service, its namespace when there is none.</summary>
    public static string Of(string service) => Read.Value.GetValueOrDefault(service, service);
}
