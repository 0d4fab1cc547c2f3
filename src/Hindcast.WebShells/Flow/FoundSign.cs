namespace Hindcast.WebShells.Flow;

/// <summary>A sign before its place is looked up.</summary>
internal readonly record struct FoundSign(int Position, PageCapability Capability, string Reason, int Weight, bool FromRequest);
