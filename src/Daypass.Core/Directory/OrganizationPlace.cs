using Daypass.Core.Entities;
using Daypass.Policy.Evaluation;

namespace Daypass.Core.Directory;

/// <summary>Where an account is in its organisation, and which control policies are in force there; put together once and shared by requests.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Paths">The values of the keys <c>aws:PrincipalOrgPaths</c> and <c>aws:ResourceOrgPaths</c>: one path.</param>
/// <param name="Service">Service control policies by level, the root's first; null where none are in force: the type is not enabled, or it is the management
/// account.</param>
/// <param name="Resource">Resource control policies, likewise.</param>
public sealed record OrganizationPlace(
    string OrganizationId, IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyList<NamedPolicy>>? Service,
    IReadOnlyList<IReadOnlyList<NamedPolicy>>? Resource);

/// <summary>A control policy, compiled.</summary>
internal sealed record ControlPolicyEntry(ControlPolicy Policy, CompiledPolicy Compiled);
