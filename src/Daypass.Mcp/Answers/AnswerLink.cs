namespace Daypass.Mcp.Answers;

/// <summary>A document beside an answer.</summary>
/// <param name="Address">Where it is read.</param>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">How large it is.</param>
internal sealed record AnswerLink(string Address, string Name, long Bytes);
