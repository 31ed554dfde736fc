// What shoppers say: product slug → [author, rating, language, days ago, title, text].

export default {};
