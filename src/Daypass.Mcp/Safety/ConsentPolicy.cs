using Daypass.Mcp.Answers;
using Daypass.Mcp.Start;

namespace Daypass.Mcp.Safety;

/// <summary>The one place where it is decided whether a call is made: read-only mode, the operator's rules, and the user at the client.</summary>
internal sealed class ConsentPolicy(StartOptions options, AgentPolicy policy, ConsentPrompt prompt)
{
    private const int LongestQuestion = 60_000;

    /// <summary>What was decided, for the audit line.</summary>
    public string Decision { get; private set; } = "allowed";

    /// <summary>Refuses what no answer of a user could allow.</summary>
    public Refusal? FindProhibition(IReadOnlyList<PolicyQuestion> questions)
    {
        foreach (var question in questions)
        {
            if (options.ReadOnly && question.Effect is (CommandEffect.Issue or CommandEffect.Change))
            {
                Decision = "denied";
                return new Refusal(
                    "ReadOnlyMode",
                    $"The operator started this tool read-only; {question.Operation} "
                    + $"{(question.Effect == CommandEffect.Issue ? "issues credentials" : "changes something")}.",
                    "Do not try again or look for another way; tell the user that this needs the tool to be started without --read-only.");
            }

            if (policy.Decide(question).Verdict == AgentVerdict.Deny)
            {
                Decision = "denied";
                return new Refusal(
                    "DeniedByOperatorPolicy",
                    $"The operator's policy denies {question.Operation}{Describe(question)}.",
                    "Do not try again or look for another way to the same; tell the user that the operator's policy file has a deny rule for it.");
            }
        }

        return null;
    }

    /// <summary>Refuses what is forbidden, and what a user does not agree to.</summary>
    /// <param name="questions">The calls that will be made.</param>
    /// <param name="text">What they are, in lines a user can decide by.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<Refusal?> Authorize(IReadOnlyList<PolicyQuestion> questions, string text, CancellationToken cancellation)
    {
        if (FindProhibition(questions) is { } forbidden)
        {
            return forbidden;
        }

        if (!questions.Any(question => policy.Decide(question).Verdict == AgentVerdict.Ask))
        {
            return null;
        }

        if (!prompt.IsAvailable)
        {
            Decision = "not asked";
            return new Refusal(
                "ConsentUnavailable",
                $"{questions[0].Operation} needs a person's consent, and this client cannot ask for it (it has no MCP elicitation).",
                "Tell the user: use a client with elicitation, or have the operator allow this call by a rule in the file given with --policy. Do not "
                + "look for another way.");
        }

        if (text.Length > LongestQuestion)
        {
            Decision = "not asked";
            return new Refusal(
                "ConsentTooLong",
                $"{questions[0].Operation} would have to be asked about in {text.Length} characters, and nobody reads so many; nothing is approved unread.",
                "Pass less at once, or tell the user to run the command with daypass or to allow it by a rule in the file given with --policy.");
        }

        var agreed = await prompt.AskConsent(text, cancellation).ConfigureAwait(false);
        Decision = agreed ? "consented" : "declined";
        return agreed
            ? null
            : new Refusal("ConsentDeclined", $"The user did not agree to {questions[0].Operation}.", "Do not call it again unless the user asks for it.");
    }

    private static string Describe(PolicyQuestion question) =>
        question.Targets.Count > 0 ? $" on {UntrustedText.Quote(question.Targets[^1])}"
        : question.Named.FirstOrDefault(static entity => entity.Arn != "*") is { } named ? $" with {UntrustedText.Quote(named.Arn)}"
        : question.CallerRoles.Count > 0 ? $" as {UntrustedText.Quote(question.CallerRoles[^1])}" : string.Empty;
}
