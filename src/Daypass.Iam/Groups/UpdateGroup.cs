namespace Daypass.Iam.Groups;

/// <summary>Renames a group or moves it to another path.</summary>
internal sealed class UpdateGroup(IamServices iam)
    : RenameOperation<UpdateGroupRequest, Group>(iam, static input => input.GroupName, static input => (input.NewPath, input.NewGroupName))
{
    protected override Group Renamed(Group entity, string path, string name) => entity with { Path = path, Name = name };
}
