using System.Net;
using System.Security.Claims;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;
using Hindcast.Web.Forms;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hindcast.Web.Oidc;

/// <summary>
/// Signing in at an OpenID provider: authorization code with PKCE, state and nonce; the id token's signature, issuer, audience and
/// time are checked by the framework against the provider's published keys. Role, clearance and grants of the account are set
/// anew by the claims at each sign-in. An account of the provider is never joined with a local one.
/// </summary>
internal static partial class OidcSignIn
{
    private const string Scheme = "oidc", Callback = "/oidc/callback", To = "to", Subject = "sub";

    internal static void AddOidc(this IServiceCollection services, OidcSettings settings)
    {
        services.AddSingleton(settings);
        if (!settings.IsOn)
        {
            return;
        }

        services.AddAuthentication().AddOpenIdConnect(Scheme, oidc =>
        {
            oidc.Authority = settings.Authority;
            oidc.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
            oidc.ClientId = settings.ClientId;
            oidc.ClientSecret = settings.ClientSecretFile.Length > 0 ? File.ReadAllText(settings.ClientSecretFile).Trim() : null;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.DisableTelemetry = true;
            oidc.CallbackPath = Callback;
            oidc.SignInScheme = CallerIdentity.Scheme;
            oidc.Scope.Clear();
            foreach (string scope in settings.Scopes.Prepend("profile").Prepend("openid"))
            {
                oidc.Scope.Add(scope);
            }

            // The provider sends the browser back by a link, with which cookies of this kind go.
            foreach (CookieBuilder cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            oidc.Events.OnTokenValidated = RequireSignature;
            oidc.Events.OnTicketReceived = Finish;
            oidc.Events.OnRemoteFailure = Refuse;
        });
    }

    internal static void MapOidc(this WebApplication app, OidcSettings settings)
    {
        if (settings.IsOn)
        {
            app.MapGet("/oidc/start", Start).Needs(AccessNeed.Nothing).RequireRateLimiting(SecurityServices.SignInLimit).ExcludeFromDescription();
            app.MapGet(Callback, Return).Needs(AccessNeed.Nothing).RequireRateLimiting(SecurityServices.SignInLimit).ExcludeFromDescription();
        }
    }

    private static ChallengeHttpResult Start(string? to)
    {
        AuthenticationProperties properties = new();
        properties.Items[To] = FormRoutes.IsLocal(to) ? to : "/";
        return TypedResults.Challenge(properties, [Scheme]);
    }

    private static async Task Return(HttpContext context, IAuthenticationHandlerProvider handlers)
    {
        if (await handlers.GetHandlerAsync(context, Scheme) is not IAuthenticationRequestHandler handler || !await handler.HandleRequestAsync())
        {
            context.Response.Redirect("/login");
        }
    }

    /// <summary>A token that comes straight from the provider may be unsigned by the standard; here it may not.</summary>
    private static Task RequireSignature(TokenValidatedContext validated)
    {
        if (validated.SecurityToken.SignatureAlgorithm is null or "" or "none")
        {
            validated.Fail("the id token is not signed");
        }

        return Task.CompletedTask;
    }

    private static async Task Finish(TicketReceivedContext received)
    {
        received.HandleResponse();
        HttpContext context = received.HttpContext;
        CancellationToken cancellation = context.RequestAborted;
        IServiceProvider services = context.RequestServices;
        OidcSettings settings = services.GetRequiredService<OidcSettings>();
        AuditLog audit = services.GetRequiredService<AuditLog>();
        ClaimsPrincipal person = received.Principal!;
        string subject = person.FindFirstValue(Subject) ?? "";
        if (subject.Length == 0 || OidcAccess.Of(settings, person) is not { } access
            || await Granted(access, services.GetRequiredService<OrganisationStore>(), cancellation) is not { } organisations)
        {
            await audit.Add(null, "sign-in.refused", "", $"{settings.Authority} {subject}", context.Address(), cancellation);
            context.Response.Redirect("/login?failed=provider");
            return;
        }

        ExternalPerson known = new($"{settings.Authority} {subject}", person.FindFirstValue(settings.NameClaim), access.Role, access.Clearance, organisations);
        if (await services.GetRequiredService<AccountStore>().SignIn(known, cancellation) is not { } account)
        {
            await audit.Add(null, "sign-in.refused", "", known.Subject, context.Address(), cancellation);
            context.Response.Redirect("/login?failed=provider");
            return;
        }

        await audit.Add(null, "sign-in", "", account.Name, context.Address(), cancellation);
        await CallerIdentity.Open(context, account.Id, account.Stamp);

        // The session's cookie is not sent while a link of the provider is followed, redirects included; from a page of ours it is.
        string to = received.Properties?.Items[To] ?? "/", link = WebUtility.HtmlEncode(to);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><title>Signed in</title><meta http-equiv=\"refresh\" content=\"0;url={link}\"></head><body><p>Signed in. <a href=\"{link}\">Go on</a></p></body></html>",
            cancellation);
    }

    private static async Task Refuse(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        HttpContext context = failed.HttpContext;
        Failed(context.RequestServices.GetRequiredService<ILogger<OidcSettings>>(), failed.Failure);
        await context.RequestServices.GetRequiredService<AuditLog>().Add(null, "sign-in.failed", "", "provider", context.Address(), context.RequestAborted);
        context.Response.Redirect("/login?failed=provider");
    }

    /// <summary>Ids of the organisations; null when the role organisation names one that is not here. Others are passed over.</summary>
    private static async Task<IReadOnlyList<string>?> Granted(OidcAccess access, OrganisationStore organisations, CancellationToken cancellation)
    {
        List<string> ids = [];
        foreach (string name in access.Organisations)
        {
            if ((name == AccountStore.Everything ? name : await organisations.IdOf(name, cancellation)) is { } id)
            {
                ids.Add(id);
            }
        }

        return access.Role == AccountRole.Organisation && ids.Count != 1 ? null : ids;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in at the provider failed")]
    private static partial void Failed(ILogger logger, Exception? failure);
}
