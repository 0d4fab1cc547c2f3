using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hindcast.Web.Api;

/// <summary>The description of the programming interface (OpenAPI).</summary>
internal static class ApiDocument
{
    internal static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Hindcast fleet",
                Version = "v1",
                Description = "Send a token as 'Authorization: Bearer hct_...'. What a token is not granted answers 404.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            return Task.CompletedTask;
        });
    }
}
