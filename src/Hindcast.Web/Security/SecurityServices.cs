using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;

namespace Hindcast.Web.Security;

/// <summary>Sessions, forgery tokens and rates.</summary>
internal static class SecurityServices
{
    /// <summary>Limit for signing in.</summary>
    internal const string SignInLimit = "sign-in";

    /// <summary>Header that scripts of the pages send the forgery token in.</summary>
    internal const string ForgeryHeader = "X-CSRF-Token";

    private const int SignInsAMinute = 30;
    private const int Burst = 400;
    private const int RequestsASecond = 200;

    internal static void AddFleetSecurity(this IServiceCollection services)
    {
        services.AddSingleton<CallerIdentity>();
        services.AddAuthentication(CallerIdentity.Scheme).AddCookie(CallerIdentity.Scheme, cookie =>
        {
            cookie.Cookie.Name = "hindcast-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
            cookie.SlidingExpiration = true;
        });
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "hindcast-forgery";
            forgery.Cookie.HttpOnly = true;
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.HeaderName = ForgeryHeader;
        });
        services.Configure<FormOptions>(form => form.ValueCountLimit = 64);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Address(), _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsAMinute, Window = TimeSpan.FromMinutes(1) }));
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
                context.Address(),
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = RequestsASecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }));
        });
    }
}
