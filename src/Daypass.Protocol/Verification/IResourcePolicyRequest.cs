namespace Daypass.Protocol.Verification;

/// <summary>A request about the policy of one resource.</summary>
public interface IResourcePolicyRequest
{
    /// <summary>The ARN of the resource.</summary>
    string ResourceArn { get; }
}
