using Daypass.Protocol.Catalogue;

namespace Daypass.Core.Audit;

/// <summary>What its record has to say of an operation, found out once.</summary>
internal sealed class AuditedOperation
{
    /// <summary>Reads it off the catalogue.</summary>
    public AuditedOperation(OperationDescription description)
    {
        Description = description;
        EventSource = description.Service.EventSource;
        IsReadOnly = StartsWithAny(description.Name, "Get", "List", "Describe", "Simulate", "Decode", "Check", "Exchange", "AssumeRo");
        GivesSecrets = HasSecret(description.Output);
        TargetsRole = description.Service.Service is not Service.Iam && description.Input.Any(static member => member.Name == "RoleArn");
        Waits = GivesSecrets || !IsReadOnly;
        KeepsAnswer = Waits || StartsWithAny(description.Name, "Check");
    }

    /// <summary>What the catalogue says of it.</summary>
    public OperationDescription Description { get; }

    /// <summary>The service as CloudTrail names it.</summary>
    public string EventSource { get; }

    /// <summary>CloudTrail's readOnly, which is true for everything that leaves the account as it is, new sessions included.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Whether the answer has credentials or another secret in it.</summary>
    public bool GivesSecrets { get; }

    /// <summary>Whether its <c>RoleArn</c> is what it acts on.</summary>
    public bool TargetsRole { get; }

    /// <summary>Whether a success must be on record before it is answered.</summary>
    public bool Waits { get; }

    /// <summary>Whether what is not secret of the answer is recorded: of all that waits, and what was decided for people's services.</summary>
    public bool KeepsAnswer { get; }

    private static bool StartsWithAny(string name, params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSecret(IReadOnlyList<MemberDescription> members) =>
        members.Any(static member => member.IsSecret || HasSecret(member.Members) || (member.Element is { } element && HasSecret(element.Members)));
}
