using Daypass.Mcp.Start;

namespace Daypass.Mcp.Safety;

/// <summary>The one place where it is decided whether a call goes on: read-only mode, the operator's rules, and the person at the client.</summary>
internal sealed class Gate(StartOptions options, AgentPolicy policy, Person person)
{
    /// <summary>What was decided, for the audit line.</summary>
    public string Decision { get; private set; } = "allowed";

    /// <summary>Refuses what no answer of a person could allow.</summary>
    public Refusal? Forbid(IReadOnlyList<CallQuestion> questions)
    {
        foreach (var question in questions)
        {
            if (options.ReadOnly && question.Effect is (Effect.Issue or Effect.Change))
            {
                Decision = "denied";
                return new Refusal("ReadOnlyMode", $"The operator started this tool read-only; {question.Operation} {(question.Effect == Effect.Issue ? "issues credentials" : "changes something")}.", "Do not try again or look for another way; tell the user that this needs the tool to be started without --read-only.");
            }

            if (policy.Decide(question).Verdict == Verdict.Deny)
            {
                Decision = "denied";
                return new Refusal("DeniedByOperatorPolicy", $"The operator's policy denies {question.Operation}{Named(question)}.", "Do not try again or look for another way to the same role; tell the user that the operator's policy file has a deny rule for it.");
            }
        }

        return null;
    }

    /// <summary>Refuses what is forbidden, and what a person does not agree to.</summary>
    /// <param name="questions">The calls that will be made.</param>
    /// <param name="story">What they are, in lines a person can decide by.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<Refusal?> Pass(IReadOnlyList<CallQuestion> questions, string story, CancellationToken cancellation)
    {
        if (Forbid(questions) is { } forbidden)
        {
            return forbidden;
        }

        if (!questions.Any(question => policy.Decide(question).Verdict == Verdict.Ask))
        {
            return null;
        }

        if (!person.CanBeAsked)
        {
            Decision = "not asked";
            return new Refusal(
                "ConsentUnavailable",
                $"{questions[0].Operation} needs a person's consent, and this client cannot ask for it (it has no MCP elicitation).",
                "Tell the user: use a client with elicitation, or have the operator allow this call by a rule in the file given with --policy. Do not look for another way.");
        }

        var agreed = await person.Allows(story, cancellation).ConfigureAwait(false);
        Decision = agreed ? "consented" : "declined";
        return agreed ? null : new Refusal("ConsentDeclined", $"The user did not agree to {questions[0].Operation}.", "Do not call it again unless the user asks for it.");
    }

    private static string Named(CallQuestion question) => question.Targets.Count > 0 ? $" on {Person.Shown(question.Targets[^1])}" : question.Standing.Count > 0 ? $" as {Person.Shown(question.Standing[^1])}" : string.Empty;
}
