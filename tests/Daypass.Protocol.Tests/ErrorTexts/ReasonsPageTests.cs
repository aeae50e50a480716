using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Tests.ErrorTexts;

/// <summary>docs/reasons.md is written from the declarations; DAYPASS_WRITE_DOCS=1 writes it anew.</summary>
public sealed partial class ReasonsPageTests
{
    private const string Head = """
        # Reasons

        Why a call was refused, as the operator sees it: in the server's log, and in the audit record as `additionalEventData.daypass.reason`. The
        caller is told only AWS's sentence. A reason is an id, a colon, and either the meaning below or what was found in its place, such as
        `DP-NET-03: status 302`. Ids keep their meaning from version to version; alert on them and not on the words. A call that a policy refused
        has no id: its reason names the decision, the document and the statement.

        This page is made from the code; `DAYPASS_WRITE_DOCS=1 dotnet test tests/Daypass.Protocol.Tests --filter ReasonsPageTests` writes it anew.

        """;

    private static readonly (string Prefix, string About)[] Areas =
    [
        ("DP-SIG", "The signature of the request does not verify, or cannot be read."),
        ("DP-AUT", "The access key or the session is not good, whatever was signed with it."),
        ("DP-MFA", "The code of an MFA device was not accepted."),
        ("DP-ADM", "This kind of credential may not call the operation, whatever policies say."),
        ("DP-JWT", "AssumeRoleWithWebIdentity: the token is not believed."),
        ("DP-NET", "AssumeRoleWithWebIdentity: the keys of the identity provider could not be fetched."),
        ("DP-SAML", "AssumeRoleWithSAML: the response is not believed."),
        ("DP-META", "The metadata of a SAML provider was not accepted."),
        ("DP-DEL", "Delegation to partners."),
        ("DP-ROT", "AssumeRoot, after the caller's policies allowed it."),
        ("DP-ORG", "Operations of Organizations, after the caller's policies allowed them."),
        ("DP-ROA", "The server could not take the request on."),
        ("DP-AUD", "The audit log."),
        ("DP-POL", "What policies compare is too much."),
        ("DP-THR", "More was asked than the rates let through."),
    ];

    private static IReadOnlyList<ReasonId> Declared { get; } =
    [
        .. typeof(Reasons).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static declared => (ReasonId)declared.GetValue(null)!)
            .OrderBy(static reason => reason.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void The_page_of_reasons_is_what_the_code_says()
    {
        var path = Path.Combine(Root(), "docs", "reasons.md");
        var page = Write();
        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    [Fact]
    public void Every_id_is_well_formed_and_means_one_thing()
    {
        Assert.All(Declared, static reason => Assert.Matches(Id(), reason.Id));
        Assert.Equal(Declared.Count, Declared.DistinctBy(static reason => reason.Id).Count());
    }

    [Fact]
    public void Every_id_belongs_to_an_area_of_the_page_and_every_area_has_one() => Assert.Equal(
        Areas.Select(static area => area.Prefix).Order(StringComparer.Ordinal),
        Declared.Select(static reason => PrefixOf(reason)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_reason_says_in_words_what_it_means_and_in_sentences_what_to_do() => Assert.All(Declared, static reason =>
    {
        Assert.Matches(@"^\w[^|\n]*[^.|\n]$", reason.Meaning);
        Assert.Matches(@"^[\w`][^|\n]*\.$", reason.Remedy);
    });

    [Fact]
    public void A_reason_is_logged_as_its_id_and_its_meaning_or_what_was_found()
    {
        Assert.Equal("DP-AUT-01: no such access key", Reasons.NoSuchAccessKey.Text);
        Assert.Equal("DP-NET-03: status 302", Reasons.AnswerStatus.With("status 302"));
    }

    private static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (var (prefix, about) in Areas)
        {
            page.Append("\n## ").Append(prefix).Append("\n\n").Append(about).Append("\n\n| id | what it means | what to do |\n|---|---|---|\n");
            foreach (var reason in Declared.Where(reason => PrefixOf(reason) == prefix))
            {
                page.Append("| ").Append(reason.Id).Append(" | ").Append(reason.Meaning).Append(" | ").Append(reason.Remedy).Append(" |\n");
            }
        }

        return page.ToString();
    }

    private static string PrefixOf(ReasonId reason) => reason.Id[..reason.Id.LastIndexOf('-')];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }

    [GeneratedRegex("^DP-[A-Z]{3,4}-[0-9]{2}$")]
    private static partial Regex Id();
}
