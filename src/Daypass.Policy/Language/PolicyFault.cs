namespace Daypass.Policy.Language;

/// <summary>Why a policy document is refused: AWS's code and sentence, and where in the text.</summary>
/// <param name="Code">The wire code, for example <c>MalformedPolicyDocument</c>.</param>
/// <param name="Message">AWS's sentence.</param>
/// <param name="Position">The element at fault.</param>
public sealed record PolicyFault(string Code, string Message, TextPosition Position)
{
    /// <summary>The code of every fault that is not about size.</summary>
    public const string Malformed = "MalformedPolicyDocument";

    /// <summary>The code of a quota exceeded.</summary>
    public const string LimitExceeded = "LimitExceeded";

    /// <summary>IAM's refusal of a principal that cannot be, or does not exist.</summary>
    /// <param name="type">The key of the Principal element; AWS prints it in capitals.</param>
    /// <param name="value">The entry.</param>
    /// <param name="position">Where it was written.</param>
    public static PolicyFault InvalidPrincipal(string type, string value, TextPosition position)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(Malformed, $"Invalid principal in policy: \"{type.ToUpperInvariant()}\":\"{value}\"", position);
    }

    /// <summary>More than AWS says: what exactly was wrong, for logs and <c>daypass policy check</c>.</summary>
    public string? Detail { get; init; }
}
