using System.Collections.Frozen;

namespace Daypass.Core.AwsManagedPolicies;

/// <summary>The managed policies that AWS has, by path and name, as of August 2026: what can be imported when somebody asks for one that is not here.</summary>
public static class AwsPolicyNames
{
    private const string Resource = "Daypass.Core.AwsManagedPolicies.Names.txt";

    private static readonly Lazy<FrozenSet<string>> Names = new(Read);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Names.Value;

    /// <summary>True when AWS has a policy of this path and name, <c>/service-role/AWSLambdaBasicExecutionRole</c> for example.</summary>
    public static bool Contains(string place) => Names.Value.Contains(place);

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(AwsPolicyNames).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
