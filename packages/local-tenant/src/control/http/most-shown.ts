/** How many entries of a list an answer has at most, the newest ones. */
export const mostShown = 1000;
