using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;
using Microsoft.AspNetCore.Antiforgery;

namespace Hindcast.Web.Security;

/// <summary>
/// The one door: every request to an endpoint comes through here. Knows the caller, holds the endpoint's rule against role and
/// scope, leads every id in the route to its organisation and holds that against the grants, checks forgery, and writes the
/// audit log. An endpoint without a rule, and a route with an id that nobody knows to lead to an organisation, are refused.
/// What a caller is not granted is not there for it: 404, as for an id that does not exist.
/// </summary>
internal sealed class AccessGate(
    RequestDelegate next, Ownership ownership, AuditLog audit, CallerIdentity identity, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await Refuse(context, StatusCodes.Status404NotFound);
            return;
        }

        if (endpoint.Metadata.GetMetadata<AccessRuleAttribute>() is not { } rule)
        {
            await Refuse(context, StatusCodes.Status403Forbidden);
            return;
        }

        Caller? caller = await identity.Find(context);
        if (caller is not null)
        {
            context.SetCaller(caller);
        }

        if (rule.Need != AccessNeed.Nothing)
        {
            if (caller is null)
            {
                await Challenge(context);
                return;
            }

            if (!Fits(caller, rule.Need))
            {
                await audit.Add(caller, "refused", "", context.Request.Path, context.Address(), context.RequestAborted);
                await Refuse(context, StatusCodes.Status403Forbidden);
                return;
            }

            (bool granted, string organisation) = await Granted(context, caller, rule.Need);
            if (!granted)
            {
                await audit.Add(caller, "refused", organisation, context.Request.Path, context.Address(), context.RequestAborted);
                await Refuse(context, StatusCodes.Status404NotFound);
                return;
            }

            if (rule.Audit is { } action)
            {
                await audit.Add(caller, action, organisation, context.Request.Path + context.Request.QueryString, context.Address(), context.RequestAborted);
            }
        }

        // A token is sent on purpose; a cookie goes with every request that a browser is tricked into.
        if (caller?.Scopes is null && IsUnsafe(context.Request.Method) && !await antiforgery.IsRequestValidAsync(context))
        {
            await Refuse(context, StatusCodes.Status400BadRequest);
            return;
        }

        await next(context);
    }

    private static bool Fits(Caller caller, AccessNeed need) => need switch
    {
        AccessNeed.SignedIn => true,
        AccessNeed.Session => caller.Scopes is null,
        AccessNeed.Read => caller.Has(TokenScopes.Read),
        AccessNeed.Upload => caller.Has(TokenScopes.Upload),
        AccessNeed.Export => caller.Has(TokenScopes.Export),
        AccessNeed.Analyse => caller.Has(TokenScopes.Read) && caller.Role == AccountRole.Analyst,
        AccessNeed.TaxiiRead => caller.Has(TokenScopes.TaxiiRead),
        AccessNeed.TaxiiWrite => caller.Has(TokenScopes.TaxiiWrite) && caller.Role == AccountRole.Analyst,
        AccessNeed.Watch => caller.Has(TokenScopes.Metrics) && caller.Role == AccountRole.Administrator,
        AccessNeed.Administer => caller.Has(TokenScopes.Admin) && caller.Role == AccountRole.Administrator,
        _ => false,
    };

    /// <summary>Leads each id of the route to its organisation. An administrator needs no grant to keep the register.</summary>
    private async Task<(bool Granted, string Organisation)> Granted(HttpContext context, Caller caller, AccessNeed need)
    {
        string organisation = "";
        foreach ((string name, object? value) in context.Request.RouteValues)
        {
            if (!AccessRules.Owned.TryGetValue(name, out OwnerKind kind))
            {
                continue;
            }

            string? owner = await ownership.Of(kind, value as string, context.RequestAborted);
            bool keepsRegister = need == AccessNeed.Administer && kind == OwnerKind.Organisation;
            if (owner is null || (!caller.Sees(owner) && !keepsRegister))
            {
                return (false, owner ?? "");
            }

            organisation = owner;
        }

        return (true, organisation);
    }

    private static bool IsUnsafe(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static Task Challenge(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/taxii2", StringComparison.Ordinal)
            || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"hindcast\"";
            return Refuse(context, StatusCodes.Status401Unauthorized);
        }

        context.Response.Redirect($"/login?to={Uri.EscapeDataString(path + context.Request.QueryString)}");
        return Task.CompletedTask;
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            status switch
            {
                StatusCodes.Status401Unauthorized => "Sign in, or send a token.",
                StatusCodes.Status400BadRequest => "The form is too old, or came from elsewhere. Load the page again.",
                StatusCodes.Status403Forbidden => "Not allowed.",
                _ => "Not found.",
            },
            context.RequestAborted);
    }
}
