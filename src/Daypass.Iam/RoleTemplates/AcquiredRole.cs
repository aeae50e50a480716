namespace Daypass.Iam.RoleTemplates;

/// <summary>What AcquireRole acts on.</summary>
/// <param name="Rendered">What the template makes; not read when there is a refusal.</param>
/// <param name="Existing">The role of that name, or null.</param>
/// <param name="Refusal">Why there is nothing to act on; it is told to those who may read the template.</param>
internal sealed record AcquiredRole(RenderedRole? Rendered, Role? Existing, AwsError? Refusal);
