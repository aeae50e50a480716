using Amazon.Runtime;

namespace Daypass.Testing;

/// <summary>Makes clients of the AWS SDK for .NET, of whatever service: the SDK has no interface for that.</summary>
/// <typeparam name="TClient">The client.</typeparam>
internal static class SdkClient<TClient> where TClient : AmazonServiceClient
{
    private static readonly Func<Uri, AWSCredentials, TClient> Maker = Find();

    public static TClient Create(Uri server, AWSCredentials credentials) => Maker(server, credentials);

    private static Func<Uri, AWSCredentials, TClient> Find()
    {
        foreach (var constructor in typeof(TClient).GetConstructors())
        {
            var parameters = constructor.GetParameters();
            if (parameters.Length == 2 && parameters[0].ParameterType == typeof(AWSCredentials)
                && parameters[1].ParameterType.IsSubclassOf(typeof(ClientConfig)))
            {
                return (server, credentials) =>
                {
                    var config = (ClientConfig)Activator.CreateInstance(parameters[1].ParameterType)!;
                    config.ServiceURL = server.ToString();
                    config.AuthenticationRegion = "us-east-1";
                    return (TClient)constructor.Invoke([credentials, config]);
                };
            }
        }

        throw new NotSupportedException($"{typeof(TClient).Name} is made with neither credentials nor configuration.");
    }
}
