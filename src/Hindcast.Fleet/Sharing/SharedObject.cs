using System.Text.Json;

namespace Hindcast.Fleet.Sharing;

/// <summary>A STIX object as it came or was made here.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version: <c>modified</c>, or <c>created</c>, or a fixed time for objects that have neither.</param>
/// <param name="Added">When it was added, in microseconds since 1970; unique within a collection.</param>
/// <param name="Body">The object as JSON.</param>
public sealed record SharedObject(string Id, string Version, long Added, JsonElement Body);
