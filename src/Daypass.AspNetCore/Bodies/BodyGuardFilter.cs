using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Daypass.AspNetCore.Bodies;

/// <summary>Guards what reads bodies outside of endpoints.</summary>
internal sealed class BodyGuardFilter(BodyGuard guard) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(following => http => guard.Invoke(http, following));
        next(application);
    };
}
