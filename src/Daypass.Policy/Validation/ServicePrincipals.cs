using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Validation;

/// <summary>The services that a trust policy may name.</summary>
/// <remarks>
/// <c>service-principals.txt</c> has the names in AWS's documentation, in the conditions of AWS's managed policies and in the Service Authorization
/// Reference as of November 2026, without <c>.amazonaws.com</c>. A service that came later is added with <c>--service-principal</c>. The same name is
/// taken with a region, and with the domain of another partition.
/// </remarks>
internal static partial class ServicePrincipals
{
    private const string Resource = "Daypass.Policy.service-principals.txt";
    private const string WildcardPrefix = "*.";

    /// <summary>The ending of the few names that stand whole in the list. All others need a domain behind them.</summary>
    private const string WholeNames = ".amazon.com";

    private static readonly string[] Domains =
        [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov", ".cloud.adc-e.uk", ".csp.hci.ic.gov"];

    private static readonly FrozenSet<string> Names = Read();

    /// <summary>True for a service of AWS, and for one that the operator named.</summary>
    public static bool Contains(string name, TrustRules trust) => IsOfAws(name) || trust.Services.Any(service => IsNamed(name, service));

    private static bool IsOfAws(string name)
    {
        if (name.EndsWith(WholeNames, StringComparison.Ordinal))
        {
            return Names.Contains(name);
        }

        foreach (var domain in Domains)
        {
            if (name.EndsWith(domain, StringComparison.Ordinal))
            {
                var service = name[..^domain.Length];
                return Names.Contains(service) || (Region().Match(service) is { Success: true } region && Names.Contains(service[..region.Index]));
            }
        }

        return false;
    }

    private static bool IsNamed(string name, string service) => service.StartsWith(WildcardPrefix, StringComparison.Ordinal)
        ? name.EndsWith(service[1..], StringComparison.Ordinal)
        : name == service;

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(ServicePrincipals).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\.[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
