namespace Hindcast.Web.Api;

/// <summary>Id of what was made.</summary>
internal sealed record Named(string Id);
