using System.Text.Json.Nodes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Organizations.Tests;

/// <summary>A well-formed request of any operation, made from its description.</summary>
/// <param name="root">The root.</param>
/// <param name="unit">A unit.</param>
/// <param name="member">A member account, below the root.</param>
/// <param name="policy">A service control policy.</param>
/// <param name="name">A name that nothing has.</param>
internal sealed class SampleRequests(string root, string unit, string member, string policy, string name)
{
    public JsonObject Of(string operation)
    {
        var request = new JsonObject();
        foreach (var input in OperationCatalogue.Find(operation, Service.Organizations)!.Input)
        {
            if (input.Required || input.Name == "Tags")
            {
                request[input.Name] = Sample(operation, input);
            }
        }

        return request;
    }

    private JsonNode Sample(string operation, MemberDescription input) => input.Name switch
    {
        "AccountId" or "ResourceId" or "ChildId" => member,
        "AccountName" or "Name" => name,
        "ChildType" => "ACCOUNT",
        "Content" => """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}""",
        "CreateAccountRequestId" => "car-0123456789abcdef",
        "Description" => "for a test",
        "DestinationParentId" or "OrganizationalUnitId" or "TargetId" => unit,
        "Email" => name + "@example.com",
        "ParentId" or "SourceParentId" or "RootId" => root,
        "PolicyId" => policy,
        "PolicyType" when operation == "DescribeEffectivePolicy" => "TAG_POLICY",
        "Filter" or "PolicyType" or "Type" => OrganizationWorld.Scp,
        "ServicePrincipal" => "iam.amazonaws.com",
        "TagKeys" => new JsonArray("key"),
        "Tags" => new JsonArray(new JsonObject { ["Key"] = "key", ["Value"] = "" }),
        _ => throw new InvalidOperationException($"{input.Name} has no sample."),
    };
}
