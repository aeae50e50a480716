using System.Text;
using Daypass.Policy.Keys;

namespace Daypass.Policy.Tests.Conditions;

/// <summary>docs/conditions.md is written from the table; DAYPASS_WRITE_DOCS=1 writes it anew.</summary>
public sealed class ConditionsPageTests
{
    [Fact]
    public void The_page_of_condition_keys_is_current()
    {
        var path = Path.Combine(Root(), "docs", "conditions.md");
        var page = Write();
        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Write()
    {
        var page = new StringBuilder();
        page.Append("""
            # Condition keys

            Every key that a Condition block or a policy variable can name. Keys compare without regard to case. A multivalued key is tested with
            `ForAllValues:` or `ForAnyValue:`; without one it never matches. A key that is absent fails a positive operator and fulfils a negated one.
            This page is written from the table in `src/Daypass.Policy/Keys` by a test, which fails when the two differ.

            Keys marked "by others" are never set by Daypass itself: a service that asks the verifier for a decision may supply them.

            """);
        Section(page, "Global keys", ContextKeys.Global);
        Section(page, "Keys that travel with credentials", ContextKeys.CrossService);
        Section(page, "STS", ContextKeys.Sts);
        Section(page, "IAM", ContextKeys.Iam);
        Section(page, "SAML", ContextKeys.Saml);
        page.Append("""

            ## OpenID Connect

            A key is the issuer without `https://`, a colon, and the claim: `id.example.com/realms/a:sub`. Every text claim, and every list of
            texts, of a registered provider's token can be tested while AssumeRoleWithWebIdentity is decided; only `aud`, `sub` and `amr` stay
            with the session.

            """);
        Table(page, ContextKeys.OidcClaims);
        page.Append("\nClaims that particular issuers add:\n\n");
        foreach (var issuer in ContextKeys.OidcIssuers.GroupBy(static key => key.Name[..key.Name.IndexOf(':', StringComparison.Ordinal)]))
        {
            page.Append("- `").Append(issuer.Key).Append(":` ")
                .AppendJoin(", ", issuer.Select(static key => $"`{key.Name[(key.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]}`")).Append('\n');
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IReadOnlyList<ContextKey> keys)
    {
        page.Append("\n## ").Append(title).Append("\n\n");
        Table(page, keys);
    }

    private static void Table(StringBuilder page, IReadOnlyList<ContextKey> keys)
    {
        page.Append("| key | type | values | present in |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            page.Append("| `").Append(key.Name).Append(key.IsFamily ? "KEY" : "").Append("` | ")
                .Append(key.Type switch { ContextKeyType.Text => "String", ContextKeyType.Arn => "ARN", ContextKeyType.IpAddress => "IP address", var type => type.ToString() })
                .Append(" | ").Append(key.IsMultivalued ? "several" : "one")
                .Append(" | ").Append(key.Presence).Append(key.IsSetByDaypass ? "" : " (by others)").Append(" |\n");
        }
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Daypass.slnx")))
        {
            at = at.Parent;
        }

        return at!.FullName;
    }
}
