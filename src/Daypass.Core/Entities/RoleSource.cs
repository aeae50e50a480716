namespace Daypass.Core.Entities;

/// <summary>What a role was made of.</summary>
/// <param name="TemplateArn">The ARN of the role template.</param>
/// <param name="MinorVersion">Its minor version.</param>
/// <param name="Values">What the template's parameters were replaced by, defaults included.</param>
public sealed record RoleSource(string TemplateArn, int MinorVersion, IReadOnlyDictionary<string, IReadOnlyList<string>> Values);
