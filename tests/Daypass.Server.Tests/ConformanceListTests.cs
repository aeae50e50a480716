using System.Reflection;
using Xunit.Abstractions;

namespace Daypass.Server.Tests;

/// <summary>
/// The list of what makes a server an STS: every name of it is carried by tests that go through real signed HTTP, and this test counts them.
/// </summary>
public sealed class ConformanceListTests(ITestOutputHelper output)
{
    private const string Mark = "Conformance";

    private static readonly string[] Names =
    [
        "get-caller-identity GET/POST/charset",
        "missing action 302",
        "unknown/empty/duplicate action and version",
        "wrong path 404",
        "JSON accept success and error",
        "two namespaces",
        "request id equality",
        "empty `Tags=`",
        "every row of 4.1",
        "ordering pair: scope vs token",
        "ordering pair: token vs expiry",
        "ordering pair: expiry vs deleted role",
        "ordering pair: deleted role vs HMAC",
        "ordering pair: inactive key vs HMAC",
        "ordering pair: unexpected token on a static key",
        "presigned GET at 14:59 and 15:01",
        "presigned with X-Amz-Expires=60 at 2 min still valid",
        "extra signed headers",
        "any region accepted / strict mode",
        "min-1, min, max, max+1 for every shape of 2.1",
        "unicode length",
        "int32 edges",
        "both-clause errors in either order",
        "same-account direct trust without identity allow",
        "account trust with and without identity allow",
        "cross-account four combinations + wildcard",
        "unknown role text equals denied text",
        "role with path; session ARN has no path",
        "ExternalId present/absent/duplicate",
        "SourceIdentity set/inherit/repeat/change/no permission",
        "tags set/inherit/conflict/case/transitive unknown/no TagSession",
        "MFA ok/wrong/foreign/replayed",
        "MaxSessionDuration vs chaining order",
        "root caller",
        "session policy ∩",
        "policy ARNs",
        "packed size absent/0/>100",
        "role deletion and recreation",
        "trust change",
        "permission change",
        "revocation by TokenIssueTime",
        "each row of 7.2",
        "each row of 7.3",
        "roles claim string/array/mismatch/absent + key",
        "exp text with numbers",
        "SAML duration min of three",
        "GetSessionToken root cap",
        "forbidden combinations of 1.1",
        "GetAccessKeyInfo arithmetic",
        "decode round trip, tamper, expiry, other account",
        "GetWebIdentityToken claims for user/role/chained role",
        "both algorithms verified with a stock OIDC library",
        "GetWebIdentityToken escalation",
        "GetWebIdentityToken disabled",
        "GetWebIdentityToken tag permission",
        "delegation state machine table",
        "AssumeRoot five policies, sixth refused",
    ];

    [Fact]
    public void Every_name_of_the_list_is_a_test()
    {
        var marked = typeof(ConformanceListTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .SelectMany(static method => method.GetCustomAttributesData()
                .Where(static attribute => attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == Mark)
                .Select(attribute => (Name: (string)attribute.ConstructorArguments[1].Value!, Test: $"{method.DeclaringType!.Name}.{method.Name}")))
            .ToList();
        Assert.Empty(Names.Except(marked.Select(static one => one.Name)));
        Assert.Empty(marked.Select(static one => one.Name).Except(Names));
        foreach (var (name, tests) in Names.Select(name => (name, marked.Where(one => one.Name == name).Select(static one => one.Test))))
        {
            output.WriteLine($"{name}: {string.Join(", ", tests)}");
        }

        output.WriteLine($"STS conformance list: {Names.Length} names, {marked.Select(static one => one.Test).Distinct().Count()} tests of them");
    }
}
