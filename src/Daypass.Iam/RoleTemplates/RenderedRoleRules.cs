using System.Buffers;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Holds what a template made to the rules that a request of CreateRole is held to, and says what is wrong in the same words.</summary>
internal static class RenderedRoleRules
{
    /// <summary>What is wrong, or null.</summary>
    public static AwsError? Validate(RenderedRole role)
    {
        if (role.Path.StartsWith(Role.LinkedPath, StringComparison.Ordinal))
        {
            return IamErrors.InvalidInput($"Path prefix '{Role.LinkedPath}' can only be used for AWS Service linked Roles");
        }

        var request = new CreateRoleRequest
        {
            RoleName = role.Name,
            Path = role.Path,
            AssumeRolePolicyDocument = role.Trust,
            Description = role.Description,
            MaxSessionDuration = role.MaxSessionSeconds,
            PermissionsBoundary = role.Boundary,
            Tags = [.. role.Tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        var written = new ArrayBufferWriter<byte>();
        request.Write(new QueryWriter(written));
        using var form = new QueryForm();
        return form.Parse([], written.WrittenSpan) is not QueryFormFault.None
            ? IamErrors.NotRendered("The role is too large.")
            : CreateRoleRequest.Operation.Check(form);
    }
}
