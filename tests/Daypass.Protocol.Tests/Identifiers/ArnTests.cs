namespace Daypass.Protocol.Tests.Identifiers;

public class ArnTests
{
    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/team/path/deployer", "aws", "iam", "", "123456789012", "role/team/path/deployer", "role", "deployer",
        "/team/path/")]
    [InlineData("arn:aws:iam::123456789012:role/deployer", "aws", "iam", "", "123456789012", "role/deployer", "role", "deployer", "/")]
    [InlineData("arn:aws:iam::123456789012:root", "aws", "iam", "", "123456789012", "root", "root", "root", "")]
    [InlineData("arn:aws-cn:sts::000000000001:assumed-role/r/s", "aws-cn", "sts", "", "000000000001", "assumed-role/r/s", "assumed-role", "s", "/r/")]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", "aws", "iam", "", "aws", "policy/AdministratorAccess", "policy", "AdministratorAccess", "/")]
    [InlineData("arn:aws:logs:eu-west-1:123456789012:log-group:name:*", "aws", "logs", "eu-west-1", "123456789012", "log-group:name:*", "log-group",
        "log-group:name:*", "")]
    [InlineData("arn:a:b:::x", "a", "b", "", "", "x", "x", "x", "")]
    [InlineData("arn:aws:s3:::bucket/a:b/c", "aws", "s3", "", "", "bucket/a:b/c", "bucket", "c", "/a:b/")]
    public void Parts_are_where_the_colons_say(
        string text, string partition, string service, string region, string account, string resource, string type, string name, string path)
    {
        Assert.True(Arn.TryParse(text, out var arn));
        Assert.Equal(partition, arn.Partition);
        Assert.Equal(service, arn.Service);
        Assert.Equal(region, arn.Region);
        Assert.Equal(account, arn.Account);
        Assert.Equal(resource, arn.Resource);
        Assert.Equal(type, arn.ResourceType);
        Assert.Equal(name, arn.ResourceName);
        Assert.Equal(path, arn.ResourcePath);
        Assert.Equal(text, arn.ToString());
        Assert.Equal(arn, Arn.Create(partition, service, region, account, resource));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn")]
    [InlineData("arn:")]
    [InlineData("nothing-valid-in-here")]
    [InlineData("arn::b:::something/test-role")]
    [InlineData("arn:a::::something/test-role")]
    [InlineData("arn:a:::something/test-role")]
    [InlineData("arn:a:a::aaaaaaaaaa:")]
    [InlineData("ARN:aws:iam::123456789012:root")]
    [InlineData(" arn:aws:iam::123456789012:root")]
    public void Text_that_STS_calls_invalid_is_no_ARN(string? text)
    {
        Assert.False(Arn.TryParse(text, out var arn));
        Assert.Equal(default, arn);
    }

    [Fact]
    public void The_default_value_is_empty_everywhere()
    {
        Arn none = default;
        Assert.Equal("", none.Text);
        Assert.True(none.Partition.IsEmpty && none.Service.IsEmpty && none.Region.IsEmpty && none.Account.IsEmpty);
        Assert.True(none.Resource.IsEmpty && none.ResourceType.IsEmpty && none.ResourceName.IsEmpty && none.ResourcePath.IsEmpty);
        Assert.False(none.TryGetAccountId(out _));
        Assert.False(Arn.TryParse("arn:a:b:::x", out var other) && other == none);
    }

    [Fact]
    public void Only_the_resource_may_hold_a_colon()
    {
        Assert.Throws<FormatException>(() => Arn.Create("aws", "iam:x", "", "123456789012", "root"));
        Assert.Throws<FormatException>(() => Arn.Create("aws", "iam", "", "123456789012", ""));
        Assert.Equal("arn:aws:iam::1:a:b", Arn.Create("aws", "iam", "", "1", "a:b").Text);
    }

    [Fact]
    public void Parsing_allocates_nothing()
    {
        const string Text = "arn:aws:iam::123456789012:role/team/deployer";
        var parsed = true;
        Assert.Equal(0, AllocatedBytes.PerCall(() => parsed &= Arn.TryParse(Text, out var arn) && arn.TryGetAccountId(out _) && arn.ResourceName.Length == 8));
        Assert.True(parsed);
    }
}
