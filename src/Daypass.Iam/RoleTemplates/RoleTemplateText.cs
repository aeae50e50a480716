namespace Daypass.Iam.RoleTemplates;

/// <summary>A role template as a file has it: one version of one template.</summary>
/// <param name="Name">What follows <c>role-template/</c> in its ARN.</param>
/// <param name="Enabled">Whether new roles can be made of the template.</param>
/// <param name="Version">The version.</param>
public sealed record RoleTemplateText(string Name, bool Enabled, RoleTemplateVersion Version);
