namespace Daypass.Iam.Users;

/// <summary>Renames a user or moves it to another path.</summary>
internal sealed class UpdateUser(IamServices iam)
    : RenameOperation<UpdateUserRequest, User>(iam, static input => input.UserName, static input => (input.NewPath, input.NewUserName))
{
    protected override User Renamed(User entity, string path, string name) => entity with { Path = path, Name = name };
}
