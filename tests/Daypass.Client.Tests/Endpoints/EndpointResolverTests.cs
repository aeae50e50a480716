using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Tests.Endpoints;

public sealed class EndpointResolverTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_STS")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData(null)]
    public void Configured_addresses_can_be_ignored(string? variable)
    {
        _machine.Home.Write(".aws/config", "[default]\nregion = eu-west-1\nendpoint_url = http://profile.example/\n");
        if (variable is not null)
        {
            _machine.Variables[variable] = "http://configured.example/";
        }

        Assert.Equal(variable is null ? "profile.example" : "configured.example", Resolve(Service.Sts).Url.Host);
        _machine.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.Equal(("https://sts.eu-west-1.amazonaws.com/", "the region eu-west-1"), (Resolve(Service.Sts).Url.AbsoluteUri, Resolve(Service.Sts).Origin));
        Assert.Equal("option.example", Resolve(Service.Sts, new ExplicitSettings { EndpointUrl = "http://option.example/" }).Url.Host);
    }

    [Fact]
    public void Configured_addresses_can_be_ignored_by_a_profile()
    {
        _machine.Home.Write(".aws/config", "[default]\nregion = eu-west-1\nignore_configured_endpoint_urls = true\n");
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://configured.example/";
        Assert.Equal("sts.eu-west-1.amazonaws.com", Resolve(Service.Sts).Url.Host);
    }

    [Fact]
    public void Each_service_has_a_variable_of_its_own()
    {
        _machine.Variables["AWS_REGION"] = "eu-west-1";
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://all.example/";
        _machine.Variables["AWS_ENDPOINT_URL_IAM"] = "http://iam.example/";
        Assert.Equal(("iam.example", "the environment variable AWS_ENDPOINT_URL_IAM"), (Resolve(Service.Iam).Url.Host, Resolve(Service.Iam).Origin));
        Assert.Equal("all.example", Resolve(Service.Sts).Url.Host);
        _machine.Variables["AWS_ENDPOINT_URL_STS"] = "http://sts.example/";
        Assert.Equal(("sts.example", "iam.example"), (Resolve(Service.Sts).Url.Host, Resolve(Service.Iam).Url.Host));
    }

    [Theory]
    [InlineData("eu-west-1", "legacy", "sts.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", "regional", "sts.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("eu-south-1", "legacy", "sts.eu-south-1.amazonaws.com", "eu-south-1")]
    public void The_global_endpoint_serves_the_old_regions_where_that_is_asked_for(string region, string regional, string host, string signing)
    {
        _machine.Variables["AWS_REGION"] = region;
        _machine.Variables["AWS_STS_REGIONAL_ENDPOINTS"] = regional;
        Assert.Equal((host, signing), (Resolve(Service.Sts).Url.Host, Resolve(Service.Sts).SigningRegion));
    }

    [Theory]
    [InlineData("eu-west-1", "true", "false", "sts-fips.eu-west-1.amazonaws.com", "iam-fips.amazonaws.com")]
    [InlineData("eu-west-1", "false", "true", "sts.eu-west-1.api.aws", "iam.amazonaws.com")]
    [InlineData("eu-west-1", "true", "true", "sts-fips.eu-west-1.api.aws", "iam-fips.amazonaws.com")]
    [InlineData("cn-north-1", "false", "true", "sts.cn-north-1.api.amazonwebservices.com.cn", "iam.cn-north-1.amazonaws.com.cn")]
    public void Hosts_for_FIPS_and_for_both_versions_of_IP_are_used_where_that_is_asked_for(
        string region,
        string fips,
        string dualStack,
        string sts,
        string iam)
    {
        _machine.Variables["AWS_REGION"] = region;
        _machine.Variables["AWS_USE_FIPS_ENDPOINT"] = fips;
        _machine.Variables["AWS_USE_DUALSTACK_ENDPOINT"] = dualStack;
        Assert.Equal((sts, iam), (Resolve(Service.Sts).Url.Host, Resolve(Service.Iam).Url.Host));
    }

    private ServiceEndpoint Resolve(Service service, ExplicitSettings? asked = null)
    {
        var endpoint = EndpointResolver.Resolve(_machine.Load(asked), service);
        Assert.True(endpoint.Succeeded, endpoint.Error?.Message);
        return endpoint.Value;
    }
}
