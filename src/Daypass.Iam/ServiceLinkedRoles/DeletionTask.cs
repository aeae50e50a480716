namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>The id of the deletion of a service-linked role: <c>task/aws-service-role/SERVICE/ROLE/ID</c>. Deleting is done at once; the task says
/// so.</summary>
internal static class DeletionTask
{
    private const string List = "ServiceLinkedRoleDeletion";

    /// <summary>The id; its end is sealed, so one that was made up tells nothing.</summary>
    public static string Create(PageMarkers markers, Role role, string service) =>
        $"task{ServiceLinkedRoleTemplate.PathOf(service)}{role.Name}/{markers.Seal(List, role.Account, role.Name)}";

    /// <summary>Whether this account was given the id.</summary>
    public static bool IsGenuine(PageMarkers markers, string account, string taskId)
    {
        var opened = markers.Open(List, account, taskId[(taskId.LastIndexOf('/') + 1)..]);
        return opened.Succeeded && opened.Value == RoleOf(taskId);
    }

    /// <summary>The path that the role had, or null.</summary>
    public static string? PathOf(string taskId) => taskId.Split('/') is ["task", _, var service, _, _] ? ServiceLinkedRoleTemplate.PathOf(service) : null;

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsWellFormed(string taskId) =>
        taskId.StartsWith("task" + Role.LinkedPath, StringComparison.Ordinal) && taskId.Split('/') is [_, _, { Length: > 0 }, { Length: > 0 }, { Length: > 0 }];

    /// <summary>The name that the role had.</summary>
    public static string RoleOf(string taskId) => taskId.Split('/') is [.., var role, _] ? role : taskId;
}
