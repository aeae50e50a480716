using System.Text;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Identifiers;

namespace Daypass.Protocol.Tests.Query;

public sealed class ReadAllocationTests
{
    private static readonly byte[] AssumeRole = Encoding.ASCII.GetBytes(
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader&RoleSessionName=deploy-2026-11-22"
        + "&PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess&DurationSeconds=3600"
        + "&Tags.member.1.Key=Project&Tags.member.1.Value=Apollo"
        + "&Tags.member.2.Key=Cost&Tags.member.2.Value=4711&Tags.member.3.Key=Stage&Tags.member.3.Value=Test");

    [Fact]
    public void Reading_an_AssumeRole_request_costs_the_record_and_nothing_else()
    {
        using var form = new QueryForm();
        var bytes = AllocatedBytes.PerCall(() =>
        {
            form.Parse(default, AssumeRole);
            Assert.Null(AssumeRoleRequest.Read(form).Error);
        });
        Assert.InRange(bytes, 1, 1200);
    }

    [Fact]
    public void Parsing_a_form_into_warm_buffers_costs_nothing()
    {
        using var form = new QueryForm();
        Assert.Equal(0, AllocatedBytes.PerCall(() => form.Parse(default, AssumeRole)));
    }
}
