export default {
  rest: {
    defaultLimit: 25,
    maxLimit: 100,
    withCount: true,
    // An unknown or misspelt query parameter is a 400, not a different answer than the one asked for.
    strictParams: true,
  },
};
