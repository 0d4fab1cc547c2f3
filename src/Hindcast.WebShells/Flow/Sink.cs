namespace Hindcast.WebShells.Flow;

/// <summary>A call that matters.</summary>
/// <param name="Names">Last names of the call, lower case.</param>
/// <param name="With">Texts of which a part of the call's chain, or the type of its receiver, must hold one; empty when the
/// name alone tells.</param>
/// <param name="Capability">What it shows.</param>
/// <param name="Reason">In words.</param>
/// <param name="FromRequest">Weight when a value of the request reaches it.</param>
/// <param name="Plain">Weight otherwise; 0 when it then shows nothing.</param>
/// <param name="Argument">The argument that must come from the request, from 0; -1 for any of them or the receiver.</param>
/// <param name="Needs">True when the call must have arguments.</param>
internal sealed record Sink(
    string[] Names, string[] With, PageCapability Capability, string Reason, int FromRequest, int Plain, int Argument = -1, bool Needs = false)
{
    /// <summary>True when a call with the right last name is this sink.</summary>
    internal bool Fits(CalledName call)
    {
        if (With.Length == 0)
        {
            return true;
        }

        foreach (string with in With)
        {
            if (with == "^" ? call.Segments == 1 : call.Chain.Contains(with, StringComparison.Ordinal) || call.Type.Contains(with, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
