using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Bodies;
using Daypass.AspNetCore.Decisions;
using Daypass.AspNetCore.Options;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Services;
using Daypass.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore;

/// <summary>Lets an application accept requests that are signed with credentials of a Daypass server.</summary>
public static class DaypassSetup
{
    /// <summary>Adds the scheme <c>Daypass</c>.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="configure">Changes what the configuration says under <c>Authentication:Schemes:Daypass</c>.</param>
    public static AuthenticationBuilder AddDaypass(this AuthenticationBuilder builder, Action<DaypassOptions>? configure = null) =>
        builder.AddDaypass(DaypassDefaults.Scheme, configure);

    /// <summary>Adds the scheme <c>Daypass</c> with the settings of a section of the configuration.</summary>
    public static AuthenticationBuilder AddDaypass(this AuthenticationBuilder builder, IConfiguration settings, Action<DaypassOptions>? configure = null) =>
        builder.AddDaypass(DaypassDefaults.Scheme, options =>
        {
            DaypassSettings.Apply(settings, options);
            configure?.Invoke(options);
        });

    /// <summary>Adds a scheme of this name.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="scheme">The name of the scheme.</param>
    /// <param name="configure">Changes what the configuration says under <c>Authentication:Schemes</c> and this name.</param>
    public static AuthenticationBuilder AddDaypass(this AuthenticationBuilder builder, string scheme, Action<DaypassOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddAuthorization();
        services.AddRouting();
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<DaypassOptions>, DaypassSettings>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DaypassOptions>, DaypassSettings>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DaypassOptions>, DaypassOptionsCheck>());
        services.AddOptions<DaypassOptions>(scheme).ValidateOnStart();
        services.AddSingleton(new DaypassScheme(scheme));
        services.TryAddSingleton<VerifiedServices>();
        services.TryAddSingleton<AccessMeasures>();
        services.TryAddSingleton<BodyGuard>();
        services.TryAddSingleton<KeptBytes>();
        services.TryAddSingleton<ForeignCallers>();
        services.TryAddSingleton<CallerDecisions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, VerifiedServices>(
            static provider => provider.GetRequiredService<VerifiedServices>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EndpointChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, BodyGuardFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, PermissionHandler>());
        return builder.AddScheme<DaypassOptions, DaypassHandler>(scheme, configure);
    }

    /// <summary>A health check of the contact with the Daypass server.</summary>
    public static IHealthChecksBuilder AddDaypass(this IHealthChecksBuilder builder, string name = "daypass", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ServerContactCheck>(name, failureStatus: null, tags ?? []);
    }
}
