namespace Daypass.Mcp.Calls;

/// <summary>What something that is named by a call gives, as a question shows it.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Document">Its policy document; null when there is none to show.</param>
internal sealed record AttachedDocument(string Title, string? Document);
